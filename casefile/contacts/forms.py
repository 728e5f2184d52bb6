"""The forms of appointments and contacts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from agencies.accounts.forms import day_field
from agencies.models import Agency, User
from agencies.roles import PERMISSIONS, Permission
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from audit.bank_holidays import bank_holidays
from casefile.writing import WritingForm
from casefile.writing.forms import CorrectingForm
from contacts.code_lists import contact_types
from contacts.models import MissChoice
from contacts.rules.series import WEEKDAYS, Pattern, days_of
from offenders.models.contacts import ContactKind, Outcome

WORK_WITH_PEOPLE = [role for role, permissions in PERMISSIONS.items() if Permission.PEOPLE_VIEW in permissions]
KINDS = ContactKind.choices
SHARED = "Whoever reads appointments reads it, in every agency: no detail of treatment or health, nothing of victims."


def staff_of(agency: Agency | None) -> QuerySet[User]:
    """Who works with people in an agency today."""
    here = User.objects.filter(agency=agency, is_active=True, role_holdings__role__in=WORK_WITH_PEOPLE)
    return here.filter(Q(ends_on=None) | Q(ends_on__gt=clock.today())).distinct().order_by("full_name")


class ByName(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.full_name


def time_field() -> forms.TimeField:
    return forms.TimeField(
        label="Time",
        help_text="For example 14:30. Leave empty if there is none.",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M", "%H:%M:%S"],
        error_messages={"invalid": "Enter a time, such as 14:30."},
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How", choices=KINDS, widget=forms.RadioSelect, error_messages={"required": "Choose how you meet."}
    )


def place_field() -> forms.CharField:
    return forms.CharField(
        label="Where", max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


def text_field(label: str, required: bool = False, rows: int = 3, help_text: str = SHARED) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Write what it is about."},
    )


class ArrangedForm(WritingForm):
    """What one appointment and a series have in common. `others`: whether another agency may be chosen."""

    agency = forms.ModelChoiceField(
        label="With which agency",
        queryset=Agency.objects.all(),
        required=False,
        empty_label=None,
        help_text="An agency that is not involved yet sees this person by the appointment, as far as the agreement "
        "lets it, until the outcome is recorded or 28 days after.",
    )
    kind = kind_field()
    at = time_field()
    place = place_field()
    officer = ByName(label="Who meets them", queryset=User.objects.none(), required=False, empty_label="Nobody named")
    note = text_field("Note", rows=2)

    def __init__(self, *args: Any, by: User, others: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by = by
        self.fields["officer"].queryset = staff_of(by.agency)  # type: ignore[attr-defined]
        if not others:
            del self.fields["agency"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["agency"] = cleaned.get("agency") or self.by.agency
        officer = cleaned.get("officer")
        if officer is not None and cleaned["agency"] != self.by.agency:
            self.add_error("officer", "Choose “Nobody named”: the other agency says itself who comes.")
        return cleaned


class BookForm(ArrangedForm):
    due_on = day_field("Day", "For example 3 4 2019.", required=True)
    field_order = ["agency", "kind", "due_on", "at", "place", "officer", "note"]


class SeriesForm(ArrangedForm):
    days = forms.TypedMultipleChoiceField(
        label="On which days",
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one day of the week or more."},
    )
    every = forms.ChoiceField(
        label="How often",
        choices=[("week", "Every week"), ("fortnight", "Every second week")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often."},
    )
    starts_on = day_field("From", "The first day on which one may be.", required=True)
    until_on = day_field("Until", "The last day on which one may be. Leave empty where you say how many.")
    number = forms.IntegerField(
        label="Or how many",
        required=False,
        min_value=1,
        max_value=150,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    holidays = forms.ChoiceField(
        label="On bank holidays",
        help_text="You are told which days these are.",
        required=False,
        choices=[("leave_out", "Leave these days out"), ("book", "Book these days as well")],
        widget=forms.RadioSelect,
    )
    field_order = [
        "agency", "kind", "days", "every", "starts_on", "until_on", "number", "holidays", "at", "place", "officer",
        "note",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if (cleaned["until_on"] is None) == (cleaned["number"] is None):
            self.add_error("until_on", "Say either the last day or how many.")
        elif cleaned["until_on"] and cleaned["until_on"] < cleaned["starts_on"]:
            self.add_error("until_on", "The last day is before the first.")
        else:
            self._say_holidays(cleaned)
        return cleaned

    def _say_holidays(self, cleaned: dict[str, Any]) -> None:
        """Bank holidays are said before anything is booked, and never left out in silence."""
        found = days_of(self.pattern(), bank_holidays(), book_holidays=False, on=clock.today())
        if found.holidays and not cleaned["holidays"]:
            self.add_error("holidays", f"{said(found.holidays)}: say whether to book on bank holidays.")

    def pattern(self) -> Pattern:
        found = self.cleaned_data
        return Pattern(
            found["days"], found["starts_on"], found["every"] == "fortnight", found["until_on"], found["number"]
        )

    def shared(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("agency", "kind", "at", "place", "officer", "note")}


def said(holidays: dict[date, str]) -> str:
    """Friday 19 April 2019 (Good Friday), Monday 22 April 2019 (Easter Monday)."""
    return ", ".join(f"{day:%A} {uk_date(day)} ({name})" for day, name in sorted(holidays.items()))


class OutcomeFields(WritingForm):
    status = forms.ChoiceField(
        label="What came of it",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    due_on = day_field("Day", "", required=True)
    at = time_field()


class OutcomeForm(OutcomeFields):
    """The outcome for the first time, on the version of the appointment that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = text_field("What was said")


class MoveForm(WritingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = day_field("New day", "", required=True)
    at = time_field()
    place = place_field()
    because = forms.CharField(
        label="Why it is moved",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is moved."},
    )


class CancelForm(CorrectingForm):
    because = forms.CharField(
        label="Why it is cancelled",
        help_text="A cancelled appointment was not due: it is neither kept nor missed.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is cancelled."},
    )


class StopForm(WritingForm):
    because = forms.CharField(
        label="Why the series stops",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it stops."},
    )


class AppointmentForm(WritingForm):
    """The values of one appointment, to correct them. `agency` is whose staff may be named."""

    kind = kind_field()
    due_on = day_field("Day", "To put it on another day, move it instead: that keeps what was arranged.", required=True)
    at = time_field()
    place = place_field()
    officer = ByName(label="Who meets them", queryset=User.objects.none(), required=False, empty_label="Nobody named")
    note = text_field("Note", rows=2)

    def __init__(self, *args: Any, agency: Agency, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["officer"].queryset = staff_of(agency)  # type: ignore[attr-defined]


class RecordForm(WritingForm):
    kind = kind_field()
    happened_on = day_field("Day", "Today or before.", required=True)
    at = time_field()
    outcome = forms.ChoiceField(
        label="Was an appointment due?",
        choices=[
            ("none", "No: nobody had arranged it"),
            *[(value, f"Yes: {words.lower()}") for value, words in Outcome.choices],
        ],
        widget=forms.RadioSelect,
        help_text="Only what was due counts as kept or missed.",
        error_messages={"required": "Say whether an appointment was due."},
    )
    text = text_field("What was said", rows=5)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return {**found, "outcome": "" if found["outcome"] == "none" else found["outcome"]}


class NoteForm(WritingForm):
    kind = kind_field()
    happened_on = day_field("Day", "", required=True)
    at = time_field()
    text = text_field("What was said", required=True, rows=5)


class ContactForm(WritingForm):
    outcome = forms.ChoiceField(label="What came of it", choices=Outcome.choices, widget=forms.RadioSelect)
    kind = kind_field()
    due_on = day_field("Day", "", required=True)


class DecideForm(WritingForm):
    decision = forms.ChoiceField(
        label="What was decided",
        choices=MissChoice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    decided_on = day_field("Day", "", required=True)
    why = text_field("Why", help_text="Needed where the miss is not enforced. Who reads supervision reads it.")


class StandardForm(WritingForm):
    weekly = forms.IntegerField(
        label="Appointments a week",
        min_value=0,
        max_value=14,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={"required": "Enter how many."},
    )
    at_home = forms.IntegerField(
        label="Of them at home",
        min_value=0,
        max_value=14,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={"required": "Enter how many of them at home."},
    )
    why = text_field("Why", required=True)
    review_on = day_field("Next review", "When it is looked at again.", required=True)


class EnterForm(WritingForm):
    contact_type = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    entered_on = day_field("Entered on", "", required=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["contact_type"].choices = [(kind.code, kind.words) for kind in contact_types()]  # type: ignore[attr-defined]
