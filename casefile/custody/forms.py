"""What is asked about custody, supervision, release, visits and the plan for a release's day."""

from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from agencies.models import Agency, AgencyKind
from casefile.writing import WritingForm
from offenders.custody.rules import PartKind, ReleaseKind, VisitResult
from offenders.models import ConditionCode, CustodyReason, OrderType, PreReleaseEngagement, Provider

MOMENTS = ["%d %m %Y %H:%M", "%d/%m/%Y %H:%M", "%d %B %Y %H:%M", "%d %b %Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
LIKE = "For example, 31 3 2019."


def choice(label: str, choices: Any, help_text: str = "", required: bool = True) -> forms.ChoiceField:
    empty = [("", "Choose")] if required else [("", "Not recorded")]
    return forms.ChoiceField(
        label=label,
        choices=[*empty, *choices],
        help_text=help_text,
        required=required,
        error_messages={"required": "Choose one."},
    )


def words(kinds: Any) -> list[tuple[str, str]]:
    return [(kind.value, kind.words) for kind in kinds]


def line(label: str, help_text: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=200,
        error_messages={"required": "Fill this in."},
    )


def text(label: str, help_text: str = "", required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Fill this in."},
    )


class Establishment(WritingForm):
    """A prison by its name; one that works here is told of what it holds, by that very name."""

    establishment = line("Prison")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        names = Agency.objects.filter(kind=AgencyKind.PRISON).values_list("name", flat=True)
        if names:
            help_text = f"A prison that works in this scheme is written as it is named here: {', '.join(names)}."
            self.fields["establishment"].help_text = help_text


class AdmitForm(Establishment):
    reason = choice("Why", CustodyReason.choices)
    admitted_on = day_field("Admitted on", LIKE, required=True)
    sentence_days = forms.IntegerField(
        label="Length of the sentence in days", help_text="Leave it empty on remand.", required=False, min_value=0
    )


class SpellForm(Establishment):
    reason = choice("Why", CustodyReason.choices)
    admitted_on = day_field("Admitted on", LIKE, required=True)
    released_on = day_field("Released on", "Leave it empty while they are inside.")
    sentence_days = forms.IntegerField(label="Length of the sentence in days", required=False, min_value=0)
    engagement = choice("Engagement before release", PreReleaseEngagement.choices, required=False)


class TransferForm(Establishment):
    moved_on = day_field("Moved on", LIKE, required=True)


class ReleaseForm(WritingForm):
    released_on = day_field("Released on", LIKE, required=True)
    engagement = choice(
        "Engagement before release", PreReleaseEngagement.choices, "How they took part in what was offered.", False
    )


class SuperviseForm(WritingForm):
    provider = choice("Supervised by", Provider.choices)
    order_type = choice("Under", OrderType.choices)
    started_on = day_field("Started on", LIKE, required=True)
    due_to_end_on = day_field("Runs out on", "The last day is the one before. Leave it empty if it is not known.")


class SupervisionForm(SuperviseForm):
    ended_on = day_field("Ended on", "Leave it empty while it goes on.")


class EndForm(WritingForm):
    ended_on = day_field("Ended on", LIKE, required=True)


class ConditionForm(WritingForm):
    condition = forms.ModelChoiceField(
        label="Condition",
        queryset=ConditionCode.objects.all(),
        empty_label="Choose",
        error_messages={"required": "Choose one."},
    )
    text = text("What it says for this person", "An additional condition is written out in full.", required=False)
    from_on = day_field("From", LIKE, required=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["condition"]
        field.label_from_instance = _named


def _named(code: ConditionCode) -> str:
    return f"{'Additional' if code.additional else 'Standard'} ({code.policy}): {code.text}"


class CorrectConditionForm(ConditionForm):
    until_on = day_field("Until", "Leave it empty while it stands.")


class StandardForm(WritingForm):
    """Nothing to fill in: one button."""


class ExpectForm(WritingForm):
    expected_on = day_field("Expected on", LIKE, required=True)
    kind = choice("Kind of release", words(ReleaseKind))
    said_by = line("Where this is from", "The record, letter or person that says so.")


class VisitForm(WritingForm):
    visitor = line("Who visits", "Somebody of your agency.")
    due_on = day_field("Day", LIKE, required=True)
    result = choice("What came of it", words(VisitResult))
    said = text("In words", "What the next officer should know.", required=False)


class PartForm(WritingForm):
    """One part of a plan; only an appointment and the meeting at the gate have a place and a time."""

    agency = forms.ModelChoiceField(
        label="Who sees to it",
        queryset=Agency.objects.all(),
        empty_label="Choose",
        error_messages={"required": "Choose an agency."},
    )
    text = text("What is arranged")
    place = line("Where", required=False)
    due_at = forms.DateTimeField(
        label="When",
        help_text="Day and time. For example, 31 3 2019 10:30.",
        required=False,
        input_formats=MOMENTS,
        error_messages={"required": "Enter a day and a time.", "invalid": "Enter a day and a time: 31 3 2019 10:30."},
        widget=forms.DateTimeInput(
            attrs={"class": "govuk-input--width-20", "autocomplete": "off"}, format="%d %m %Y %H:%M"
        ),
    )


class AppointmentForm(PartForm):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].required = self.fields["due_at"].required = True


class PlainPartForm(PartForm):
    place = None  # type: ignore[assignment]
    due_at = None  # type: ignore[assignment]


def part_form(kind: PartKind) -> type[PartForm]:
    if kind is PartKind.APPOINTMENT:
        return AppointmentForm
    return PartForm if kind in (PartKind.MEETS, PartKind.SLEEPS) else PlainPartForm
