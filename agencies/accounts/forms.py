"""Inviting, roles, dates, and setting one's own password."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from agencies.accounts import policies, rules
from agencies.models import Agency, User
from agencies.roles import Role

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"]
WHAT_ROLES_DO = {
    Role.VIEWER: "reads, changes nothing",
    Role.PRACTITIONER: "works with people",
    Role.SUPERVISOR: "works with people, and watches over a team's cases",
    Role.PANEL_CHAIR: "opens, chairs and closes panels",
    Role.COORDINATOR: "runs the scheme: agendas, cohorts, imports",
    Role.ANALYST: "figures, nobody's name",
    Role.AGENCY_LEAD: "the agency's accounts, its agreement, who viewed its people",
    Role.AUDITOR: "the log alone, no other role",
    Role.SYSTEM_ADMINISTRATOR: "every agency's accounts, no case records, no other role",
}


def day_field(label: str, help_text: str, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=DAYS,
        error_messages={"required": "Enter a day.", "invalid": "Enter a real date, such as 31 3 2019."},
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}, format="%d %m %Y"),
    )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose one role or more.",
            "invalid_choice": "Choose roles that are yours to give.",
        },
    )

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        given = policies.roles_to_give(by)
        self.fields["roles"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{role.label}: {WHAT_ROLES_DO[role]}") for role in Role if role in given
        ]

    def clean_roles(self) -> frozenset[Role]:
        roles = frozenset(Role(name) for name in self.cleaned_data["roles"])
        if wrong := rules.what_is_wrong(roles):
            raise forms.ValidationError(wrong)
        return roles


class InviteForm(RolesForm):
    email = forms.EmailField(
        label="E-mail address at work",
        help_text="The link goes there; whoever reads that mailbox can join.",
        error_messages={"required": "Enter an e-mail address."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    full_name = forms.CharField(
        label="Full name", max_length=200, error_messages={"required": "Enter their name."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-!-width-one-half"}),
    )  # fmt: skip
    agency = forms.ModelChoiceField(label="Agency", queryset=Agency.objects.all(), required=False)
    ends_on = day_field("Access ends on", "The first day without access. Leave empty for no end.")
    field_order = ["email", "full_name", "agency", "roles", "ends_on"]

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, by=by, **more)
        self.by = by
        if not policies.is_everywhere(by):
            del self.fields["agency"]

    def clean(self) -> dict[str, Any]:
        """A lead invites to their own agency, whatever was posted."""
        cleaned = super().clean() or {}
        if "agency" not in self.fields:
            cleaned["agency"] = self.by.agency
        return cleaned


class EndForm(forms.Form):
    on = day_field("Access ends on", "The first day without access. Today ends it at once.", required=True)


class BackForm(forms.Form):
    until = day_field("Access ends again on", "The first day without access. Leave empty for no end.")


class PermitForm(forms.Form):
    """Why somebody needs original intelligence, and until when."""

    reason = forms.CharField(
        label="Why they need it",
        help_text="Their work, not a case. It is kept in the log.",
        max_length=500,
        error_messages={"required": "Say why they need it."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = day_field(
        "Until",
        f"The first day without it, {rules.LONGEST_MONTHS} months from today at most.",
        required=True,
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ResetForm(forms.Form):
    checked = forms.ChoiceField(
        label="How did you make sure that it is them?",
        choices=list(rules.WAYS_TO_MAKE_SURE.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you made sure that it is them."},
    )


class PasswordForm(forms.Form):
    """A long password that is not a common one; nothing is asked of its letters (NCSC, "Password policy")."""

    password = forms.CharField(
        label="New password",
        strip=False,
        max_length=200,
        help_text="12 characters or more. Three words that do not belong together are easy to keep and hard to guess.",
        error_messages={"required": "Enter a password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The same again",
        strip=False,
        max_length=200,
        error_messages={"required": "Enter the password again."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password"), cleaned.get("again")
        if first and second and first != second:
            self.add_error("again", "The two are not the same.")
        return cleaned


def first_day(on: date) -> str:
    return f"{on.day} {on.month} {on.year}"
