"""What is filled in to grant a record by name, to restrict somebody and to lift it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from agencies.models import User
from offenders.exceptions.queries import by_agency
from offenders.exceptions.rules import LONGEST_MONTHS
from offenders.models import RestrictionWhy

READ_BY_ALL = "Everybody who may open this page reads it: no health, treatment, victims or intelligence."
UNTIL = f"The first day without access, {LONGEST_MONTHS} months from today at most."


def reason_field(label: str, help_text: str = READ_BY_ALL) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


def said(user: User) -> str:
    """Somebody as a choice: name and roles."""
    return f"{user.full_name}, {', '.join(sorted(role.label.lower() for role in user.roles))}"


class OneOfStaff(forms.Form):
    """One person who works here, chosen from a list by agency."""

    user = forms.ChoiceField(
        label="Who",
        error_messages={"required": "Choose somebody.", "invalid_choice": "Choose somebody of the list."},
    )

    def __init__(self, *args: Any, staff: Iterable[User], **more: Any) -> None:
        super().__init__(*args, **more)
        self.staff = {str(user.pk): user for user in staff}
        groups = [
            (str(agency or "No agency"), [(str(user.pk), said(user)) for user in people])
            for agency, people in by_agency(self.staff.values())
        ]
        self.fields["user"].choices = [("", "Choose somebody"), *groups]  # type: ignore[attr-defined]

    def clean_user(self) -> User:
        return self.staff[self.cleaned_data["user"]]


class GrantForm(OneOfStaff):
    reason = reason_field("Why they need to see this record")
    until = day_field("Until", UNTIL, required=True)


class ProlongForm(forms.Form):
    until = day_field("Until", UNTIL, required=True)
    reason = reason_field("Why they still need to see this record")
    version = forms.IntegerField(widget=forms.HiddenInput)


class RestrictForm(forms.Form):
    why = forms.ChoiceField(
        label="Why",
        choices=RestrictionWhy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )
    reason = reason_field("In your own words", "Only the people named read it.")
    names = forms.MultipleChoiceField(
        label="Who else goes on seeing this person",
        help_text="These see the person today. Who is not named loses sight at once. You can name others afterwards.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose people of the list."},
    )
    me = forms.BooleanField(label="I go on seeing this person too", required=False, initial=True)
    without_lead = forms.BooleanField(required=False)

    def __init__(self, *args: Any, staff: Iterable[User], by: User, lead: User | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by, self.staff = by, {str(user.pk): user for user in staff}
        choices = [(pk, self._said(user, lead)) for pk, user in self.staff.items()]
        if choices:
            self.fields["names"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["names"]
        if lead is None:
            del self.fields["without_lead"]
        else:
            self.fields["without_lead"].label = f"Go on although {lead.full_name} leads the case and is not named"

    def clean_names(self) -> list[User]:
        return [self.staff[pk] for pk in self.cleaned_data["names"]]

    def chosen(self) -> dict[str, Any]:
        """What the action asks for; who restricts is named unless they said no."""
        chosen = dict(self.cleaned_data)
        me = [self.by] if chosen.pop("me") else []
        return {**chosen, "names": [*chosen.get("names", []), *me]}

    @staticmethod
    def _said(user: User, lead: User | None) -> str:
        leads = "; leads the case" if lead is not None and lead.pk == user.pk else ""
        return f"{said(user)}, {user.agency}{leads}"


class NameForm(OneOfStaff):
    pass


class LiftForm(forms.Form):
    reason = reason_field("Why it can be lifted", "Only the people named read it.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
