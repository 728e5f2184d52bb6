"""What is filled in at a panel."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.roles import PERMISSIONS, Permission
from documents.models import Document
from offenders.visits.forms import TakeOutForm
from panels import reads
from panels.models import Action, Panel, PanelStatus
from rag.models import Status

DAY = {"type": "date"}


class DayField(forms.DateField):
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class OpenForm(forms.Form):
    """This month's panel of an area."""

    area = forms.ModelChoiceField(
        Area.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose an area."},
    )
    held_on = DayField(
        label="Day of the panel",
        help_text="A day of this month, today at the latest. Decisions take effect on it.",
        error_messages={"required": "Say on which day the panel is held.", "invalid": "Enter a real day."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"held_on": today}, **kwargs})
        area = self.fields["area"]
        assert isinstance(area, forms.ModelChoiceField)
        sitting = Panel.objects.filter(status=PanelStatus.OPEN).values("area")
        area.queryset = Area.objects.of_the_scheme().exclude(pk__in=sitting)


class DecisionForm(forms.Form):
    """The status that the panel decides; `version` is that of what the writer has read."""

    status = forms.ChoiceField(
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a status.", "invalid_choice": "Choose a status."},
    )
    reason = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ActionForm(forms.Form):
    """What an agency is to do. The key makes a double click one action."""

    text = forms.CharField(
        label="What is to be done",
        max_length=1000,
        widget=forms.TextInput(attrs={"data-drafted": "action"}),
        error_messages={"required": "Say what is to be done."},
    )
    owner = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Agency",
        empty_label="Choose",
        error_messages={"required": "Say which agency is to do it."},
    )
    owner_person = forms.CharField(
        label="Who does it",
        help_text="A name, or empty: then the agency says who.",
        required=False,
        max_length=200,
    )
    due_on = DayField(
        label="Due", error_messages={"required": "Say by when.", "invalid": "Enter a real day for when it is due."}
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["owner"], [("", "Choose"), *reads.agencies()])

    def clean(self) -> dict[str, Any]:
        """The name of somebody of that agency, as it stands here."""
        values = super().clean() or self.cleaned_data
        name, owner = " ".join(values.get("owner_person", "").split()), values.get("owner")
        values["owner_person"] = _named(name, owner) if name and owner else None
        if name and owner and values["owner_person"] is None:
            self.add_error("owner_person", f"Nobody of {owner} goes by this name here. Leave it empty, or check it.")
        return values


def _offer(field: forms.Field, choices: list[tuple[Any, str]]) -> None:
    """What the field offers, read already; what comes back is looked for as ever."""
    assert isinstance(field, forms.ModelChoiceField)
    field.choices = choices


def _named(name: str, owner: Agency) -> User | None:
    """The one of the agency of that name; of two nobody."""
    found = list(_doers(owner).filter(full_name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None


def _doers(owner: Agency) -> Any:
    """Who works for an agency in a role that ends actions."""
    roles = [role for role, permissions in PERMISSIONS.items() if Permission.ACTION_UPDATE in permissions]
    staff = User.objects.filter(agency=owner, is_active=True, role_holdings__role__in=roles)
    return staff.distinct().order_by("full_name", "pk")


class _OfAction(forms.Form):
    """What is written on an action, on the state of it that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, documents: Any, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"version": action.version}, "prefix": None, **more})
        self.auto_id = f"id_{type(self).__name__.lower()}_%s"


class _DocumentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.dated_on:%-d %B %Y}"


class FinishForm(_OfAction):
    """That it is done, and what shows it."""

    proof = forms.CharField(
        label="What shows that it is done",
        help_text="For example: referred on 2 April, first appointment on the 9th.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what shows that it is done."},
    )
    document = _DocumentField(
        Document.objects.none(), label="A document of the person that shows it", required=False, empty_label="None"
    )

    def __init__(self, *args: Any, documents: Any, **more: Any) -> None:
        super().__init__(*args, documents=documents, **more)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = documents
        if not documents:
            del self.fields["document"]


class CancelForm(_OfAction):
    """That it is wanted no more, and why."""

    because = forms.CharField(
        label="Why it is no longer wanted",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is no longer wanted."},
    )


class AssignForm(_OfAction):
    """Who of the owner agency does it."""

    owner_person = forms.ModelChoiceField(
        User.objects.none(), label="Who does it", required=False, empty_label="Nobody in particular"
    )

    def __init__(self, *args: Any, action: Action, **more: Any) -> None:
        super().__init__(*args, action=action, **more)
        field = self.fields["owner_person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _doers(action.owner)
        self.initial["owner_person"] = action.owner_person_id


class AttendanceForm(forms.Form):
    """Who is there, and for which agency."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(), empty_label="Choose", error_messages={"required": "Choose the agency."}
    )
    name = forms.CharField(max_length=200, error_messages={"required": "Say who is here."})


class SignForm(forms.Form):
    """The chair's signature: that they have read what is signed, and which state of it they read."""

    read = forms.BooleanField(
        label="I have read this review, and it is what the meeting decided",
        error_messages={"required": "Say that you have read the review."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    actions = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_actions(self) -> dict[int, int]:
        """The actions that were read, each with its version; what is no such pair was not on the page."""
        pairs = re.findall(r"(?<!\S)([0-9]{1,18}):([0-9]{1,9})(?!\S)", self.cleaned_data["actions"])
        return {int(pk): int(version) for pk, version in pairs}


class NoteForm(forms.Form):
    """A correction of signed minutes."""

    text = forms.CharField(
        label="What is corrected",
        help_text="Say what the minutes have, and what is right. The minutes stay as they were signed. Another status "
        "is decided between panels or by the next panel: say here which.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what is corrected."},
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ItemNoteForm(NoteForm):
    """Of one person: who reads it depends on what it is about."""

    category = forms.ChoiceField(
        label="What it is about, beside the decision",
        help_text="An agency that may not read this of the person is not shown the note.",
        choices=[(one.value, one.label[0].upper() + one.label[1:]) for one in Category],
        initial=Category.SCHEME.value,
    )

    field_order = ["text", "category", "request_key"]


class JoinForm(forms.Form):
    """The confidentiality note, accepted."""

    accepted = forms.BooleanField(
        label="I accept the confidentiality note",
        error_messages={"required": "Accept the confidentiality note to join."},
    )


class StanceForm(forms.Form):
    """Where an agency stands; `versions` are those of what the writer has read, by agency."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), empty_label=None, error_messages={"required": "Choose the agency."}
    )
    status = forms.ChoiceField(
        label="Proposes", choices=[("", "No status"), *Status.choices], required=False,
        error_messages={"invalid_choice": "Choose a status."},
    )  # fmt: skip
    words = forms.CharField(label="Why, in a word", required=False, max_length=500)
    dissent = forms.CharField(label="Dissents from the decision: what it says", required=False, max_length=2000)
    versions = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: list[tuple[int, str]], **kwargs: Any) -> None:
        """`agencies` are those for which the writer may speak: number and name."""
        super().__init__(*args, **kwargs)
        agency = self.fields["agency"]
        assert isinstance(agency, forms.ModelChoiceField)
        agency.queryset = Agency.objects.filter(pk__in=[pk for pk, _ in agencies])
        _offer(agency, agencies)

    def version(self) -> int:
        """Of the stance of the chosen agency that was read; 0 where there was none."""
        read = dict(one.split(":", 1) for one in self.cleaned_data["versions"].split() if ":" in one)
        found = read.get(str(self.cleaned_data["agency"].pk), "0")
        return int(found) if found.isdecimal() else 0


class DraftForm(forms.Form):
    status = forms.ChoiceField(choices=[("", ""), *Status.choices], required=False)
    reason = forms.CharField(required=False, max_length=4000, strip=False)
    action = forms.CharField(required=False, max_length=1000, strip=False)


class PackForm(TakeOutForm):
    """Why the offline pack leaves, and to whom; its key makes a double click take one."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
