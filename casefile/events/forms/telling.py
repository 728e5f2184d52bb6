"""Intelligence, notes and requests."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.categories import Category
from agencies.models import Agency
from casefile.events.forms.fields import choice, choose, day_field, words
from casefile.writing import WritingForm
from offenders.events.intelligence import Graded, Told
from offenders.events.rules import SAYS_HOW, Step
from offenders.models import Handling, IntelligenceGrade, IntelligenceKind, SourceGrade


class ReportForm(WritingForm):
    """3x5x2: source, assessment, handling."""

    received_on = day_field("Received on", "", required=True)
    kind = choice("What it is about", IntelligenceKind.choices, missing="Choose what it is about.")
    summary = words(
        "The report",
        "As it was received. Only who has a permission by name reads it; partners read what is written for them.",
        missing="Write the report.",
        rows=5,
    )
    source_grade = choice("Source", SourceGrade.choices, missing="Grade the source, 1 to 3.")
    intelligence_grade = choice("Intelligence", IntelligenceGrade.choices, missing="Grade the intelligence, A to E.")
    handling = choice("Handling", Handling.choices, missing="Choose the handling, P or C.")

    def clean_source_grade(self) -> int:
        return int(self.cleaned_data["source_grade"])

    def graded(self) -> Graded:
        return Graded(**self.values())


class SanitiseForm(WritingForm):
    """What partners may read; for handling C the conditions and the agencies too."""

    text = words(
        "What partners may read",
        "Nothing that shows who or what the source is. They also see the day and what it is about, and no grade.",
        missing="Write what partners may read.",
        rows=5,
    )
    conditions = words(
        "On what conditions",
        "Shown with the text to the agencies that you name.",
        missing="Handling C: say under which conditions it is shared.",
        rows=2,
        longest=1000,
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies may read it",
        widget=forms.CheckboxSelectMultiple,
        help_text="Nobody of any other agency sees that there is such a report.",
        error_messages={
            "required": "Handling C: name the agencies that may read it.",
            "invalid_choice": "Choose agencies of the scheme.",
        },
    )

    def __init__(self, *args: Any, handling: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if handling == Handling.CONDITIONS:
            choose(self.fields["agencies"], Agency.objects.values_list("code", "name"))
        else:
            del self.fields["conditions"], self.fields["agencies"]

    def told(self) -> Told:
        return Told(**self.values())


class NoteForm(WritingForm):
    """The categories are those to which the reader adds: who reads one reads the note."""

    category = forms.ChoiceField(
        label="Part of the record",
        help_text="Who reads this part reads the note. It cannot be moved to another afterwards.",
        error_messages={"required": "Choose a part of the record.", "invalid_choice": "Choose one of these."},
    )
    noted_on = day_field("Day", "The day that the note is about.", required=True)
    text = words("Note", missing="Write the note.", rows=5)

    def __init__(self, *args: Any, categories: Iterable[Category] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(category.value, category.label.capitalize()) for category in categories]
        choose(self.fields["category"], [("", "Choose"), *offered])


class NoteTextForm(WritingForm):
    noted_on = day_field("Day", "The day that the note is about.", required=True)
    text = words("Note", missing="Write the note.", rows=5)


class RequestForm(WritingForm):
    """What is asked, and by when."""

    text = words(
        "What you ask",
        "Read by your agency and by theirs. Write what they need for it, and no more.",
        missing="Say what you ask of them.",
        longest=1000,
    )
    due_on = day_field("By when", "", required=True)


class AskForm(RequestForm):
    asked_of = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Which agency",
        help_text="While the request is open it sees of this person what the sharing agreement gives it.",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose an agency.", "invalid_choice": "Choose one of these agencies."},
    )
    field_order = ["asked_of", "text", "due_on"]

    def __init__(self, *args: Any, agencies: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["asked_of"].queryset = agencies  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One thing that is said to a request."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = choice("What do you say to it?", [], missing="Choose what you say to it.")
    outcome = forms.CharField(
        label="What was done, or why it is not",
        help_text="Needed to finish, refuse or withdraw it; the other agency reads it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, steps: Iterable[Step], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self.fields["step"], [(step.value, STEPS[step]) for step in steps])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        step = data.get("step")
        if step and Step(step) in SAYS_HOW and not data.get("outcome", "").strip():
            self.add_error("outcome", "Say what was done, or why it is not.")
        return data


STEPS = {
    Step.ACCEPT: "Accept: we do it",
    Step.REFUSE: "Refuse: we cannot do it",
    Step.FINISH: "Done",
    Step.WITHDRAW: "Withdraw: it is no longer needed",
}
