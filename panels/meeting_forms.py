"""What is filled in before a meeting: its dates, its place and chair, who sits in it, what they answer."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet

from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.roles import PERMISSIONS, Permission
from audit import clock
from panels.actions.arranging import How, Standing
from panels.actions.planning import Arranged
from panels.forms import DayField
from panels.models import InvitationAnswer, Panel, PanelKind
from panels.rules.dates import MONTHS, Which, days_in_months
from rag.models import Status

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
BY_RULE, LISTED = "rule", "listed"
MOST_LISTED = 60
NUMBER = {"class": "govuk-input--width-3", "autocomplete": "off"}


def staff_with(permission: Permission) -> QuerySet[User]:
    """Who has a role that may, and still works here."""
    roles = [role for role, given in PERMISSIONS.items() if permission in given]
    left = Q(ends_on=None) | Q(ends_on__gt=clock.today())
    found = User.objects.filter(left, is_active=True, agency__isnull=False, role_holdings__role__in=roles)
    return found.select_related("agency").distinct().order_by("full_name", "pk")


class StaffField(forms.ModelChoiceField):
    """Somebody who works here, with their agency."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name}, {obj.agency.name}"


class ArrangedForm(forms.Form):
    """What is arranged for a meeting beside its day."""

    starts_at = forms.TimeField(
        required=False,
        label="Begins at",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Enter a time, such as 14:00."},
    )
    minutes_long = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=600,
        label="Planned length, in minutes",
        widget=forms.NumberInput(attrs=NUMBER),
    )
    place = forms.CharField(required=False, max_length=200, label="Place", help_text="A room, or how to join by video.")
    chair = StaffField(User.objects.none(), required=False, empty_label="Not yet", label="Chair")
    deputy = StaffField(
        User.objects.none(),
        required=False,
        empty_label="Not yet",
        label="Deputy of the chair",
        help_text="Decides on people whom the chair leads.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("chair", "deputy"):
            self.fields[name].queryset = staff_with(Permission.PANEL_CHAIR)  # type: ignore[attr-defined]

    @property
    def arranged(self) -> Arranged:
        found = self.cleaned_data
        return Arranged(found["starts_at"], found["minutes_long"], found["place"], found["chair"], found["deputy"])


class PlanForm(ArrangedForm):
    """A year's meetings of an area and kind: by a rule, or by their days."""

    area = forms.ModelChoiceField(
        Area.objects.none(), empty_label="Choose", error_messages={"required": "Choose an area."}
    )
    kind = forms.ChoiceField(choices=PanelKind.choices, initial=PanelKind.RAG, widget=forms.RadioSelect, label="Kind")
    how = forms.ChoiceField(
        choices=[(BY_RULE, "The same weekday of each month"), (LISTED, "Days that I list")],
        initial=BY_RULE,
        widget=forms.RadioSelect,
        label="Days",
    )
    which = forms.TypedChoiceField(
        required=False,
        coerce=lambda value: Which(int(value)),
        choices=[(which.value, which.name.capitalize()) for which in Which],
        initial=Which.LAST.value,
        label="Which of the month",
    )
    weekday = forms.TypedChoiceField(
        required=False, coerce=int, choices=list(enumerate(WEEKDAYS)), initial=1, label="Weekday"
    )
    first = DayField(required=False, label="From the month of", error_messages={"invalid": "Enter a real day."})
    months = forms.IntegerField(
        required=False, min_value=1, max_value=MONTHS, initial=MONTHS, label="For how many months",
        widget=forms.NumberInput(attrs=NUMBER),
    )  # fmt: skip
    days = forms.CharField(
        required=False,
        max_length=2000,
        label="The days",
        help_text="One a line, such as 30/4/2019.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["area", "kind", "how", "which", "weekday", "first", "months", "days"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = Area.objects.of_the_scheme()  # type: ignore[attr-defined]
        self.fields["first"].initial = clock.today()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        wanted = self._listed(found) if found.get("how") == LISTED else self._by_rule(found)
        return {**found, "wanted": wanted}

    def _by_rule(self, found: dict[str, Any]) -> list[date]:
        for name, said in (("which", "which"), ("weekday", "the weekday"), ("first", "the month"), ("months", "how")):
            if found.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, f"Say {said} many months." if name == "months" else f"Say {said} to plan by.")
        if self.errors:
            return []
        try:
            return days_in_months(found["first"], found["months"], found["which"], found["weekday"])
        except ValueError:  # past the calendar's last year
            self.add_error("first", "Enter a real month to plan from.")
            return []

    def _listed(self, found: dict[str, Any]) -> list[date]:
        lines = [line.strip() for line in found.get("days", "").splitlines() if line.strip()]
        if not lines:
            self.add_error("days", "List one day or more.")
        if len(lines) > MOST_LISTED:
            self.add_error("days", f"List {MOST_LISTED} days at most.")
        days = []
        for number, line in enumerate(lines[:MOST_LISTED], start=1):
            day = _day(line)
            if day is None:
                self.add_error("days", f"Line {number} is not a day such as 30/4/2019.")
            else:
                days.append(day)
        return days


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})", text) or None
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    parts = [int(part) for part in (found.groups()[::-1] if found else iso.groups() if iso else ())]
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


class ChangeForm(ArrangedForm):
    """One meeting that is to come. `version` is that of what the writer has read."""

    held_on = DayField(label="Day", error_messages={"required": "Say on which day.", "invalid": "Enter a real day."})
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["held_on"]

    @classmethod
    def of(cls, panel: Panel) -> "ChangeForm":
        names = ("held_on", "starts_at", "minutes_long", "place", "chair", "deputy", "version")
        return cls(initial={name: getattr(panel, name) for name in names})


class WhyForm(forms.Form):
    """Why a meeting is cancelled, or its agenda taken back."""

    why = forms.CharField(max_length=500, label="Why", error_messages={"required": "Say why."})
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddForm(forms.Form):
    """Somebody whom the agenda would not have; `person` is the one who was chosen of several found."""

    who = forms.CharField(
        required=False, max_length=100, label="Who", help_text="A name, or a whole PNC number or CRN.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        max_length=500,
        label="Why",
        help_text="Who reads the words of a decision on the person reads this.",
        error_messages={"required": "Say why they are to be gone through."},
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("person") and not found.get("who", "").strip():
            self.add_error("who", "Say who.")
        return found


class PlaceForm(forms.Form):
    """One person on a planned agenda. `version` is that of the meeting as the writer has read it."""

    how = forms.ChoiceField(
        choices=[
            (How.COMES.value, "As the agenda builds itself"),
            (How.ADDED.value, "Gone through alone, whatever the agenda says"),
            (How.LEFT_OUT.value, "Not on this agenda"),
        ],
        widget=forms.RadioSelect,
        label="On the agenda",
    )
    why = forms.CharField(
        required=False, max_length=500, label="Why",
        help_text="Needed unless it is as the agenda builds itself. Who reads the words of a decision on the person "
        "reads this.",
    )  # fmt: skip
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=120, label="Minutes", widget=forms.NumberInput(attrs=NUMBER)
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, stands: Standing, version: int) -> "PlaceForm":
        said = {"how": stands.how.value, "why": stands.why, "minutes": stands.minutes}
        return cls(initial={**said, "version": version})

    def wanted(self, stands: Standing, *, words: bool) -> Standing:
        """What is asked for. Whom the words that stand are hidden from keeps them by writing none of their own."""
        found, how = self.cleaned_data, How(self.cleaned_data["how"])
        why = " ".join(found["why"].split())
        if not why and not words and how == stands.how:
            why = stands.why
        if how == How.COMES:
            return Standing(minutes=found["minutes"])
        return Standing(how, why, stands.minutes if how == How.LEFT_OUT else found["minutes"])


class UpdateForm(forms.Form):
    """What one's own agency did and proposes for somebody, under a category that it reads of them."""

    category = forms.ChoiceField(
        label="Under which category",
        help_text="Who reads this category of the person reads the update.",
        error_messages={"required": "Choose a category.", "invalid_choice": "Choose a category that you read."},
    )
    did = forms.CharField(
        max_length=4000,
        label="What we did",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what your agency did."},
    )
    proposes = forms.ChoiceField(
        required=False, choices=[("", "Nothing"), *Status.choices], label="What we propose", initial=""
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, parts: Collection[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(category.value, category.label) for category in Category if category in parts]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """Somebody who sits in an area's meetings for their agency."""

    user = StaffField(
        User.objects.none(), empty_label="Choose", label="Who", error_messages={"required": "Choose who sits there."}
    )
    deputy = forms.BooleanField(required=False, label="As a deputy")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["user"].queryset = staff_with(Permission.PANEL_VIEW)  # type: ignore[attr-defined]


class QuorumForm(forms.Form):
    """How many of which agencies there must be."""

    at_least = forms.IntegerField(
        min_value=1,
        max_value=50,
        label="At least so many of them",
        widget=forms.NumberInput(attrs=NUMBER),
        error_messages={"required": "Say how many."},
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label="Agencies that count", widget=forms.CheckboxSelectMultiple, required=False
    )
    must = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label="Must be there", widget=forms.CheckboxSelectMultiple, required=False
    )


class AnswerForm(forms.Form):
    """What an invited member answers."""

    answer = forms.ChoiceField(
        choices=InvitationAnswer.choices[1:],
        widget=forms.RadioSelect,
        label="Your answer",
        error_messages={"required": "Say whether you come."},
    )
    deputy = StaffField(User.objects.none(), required=False, empty_label="Choose", label="The deputy whom you send")

    def __init__(self, *args: Any, deputies: QuerySet[User], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
