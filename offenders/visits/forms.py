"""Why somebody opens a person: a usual reason, or their own words."""

from typing import Any

from django import forms

from offenders.visits.rules import USUAL, says_enough

OWN = "own"
LONGEST = 500


class WhyForm(forms.Form):
    """One of the usual reasons, or another in words."""

    why = forms.ChoiceField(
        label="Why are you opening this person’s page?",
        widget=forms.RadioSelect,
        choices=[*((words, words) for words in USUAL), (OWN, "Another reason, in my own words")],
        error_messages={"required": "Choose a reason.", "invalid_choice": "Choose a reason."},
    )
    words = forms.CharField(
        label="In your own words",
        help_text="Needed for another reason; welcome with any.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("why") == OWN and not says_enough(data.get("words", "")):
            self.add_error("words", "Say in a few words why you are opening this person’s page.")
        return data

    def reason(self) -> str:
        """The reason as it is recorded."""
        why, words = self.cleaned_data["why"], " ".join(self.cleaned_data["words"].split())
        if why == OWN:
            return words
        return f"{why}. {words}" if words else str(why)


class TakeOutForm(forms.Form):
    """What leaves the system leaves for a reason, and to somebody."""

    reason = forms.CharField(
        label="What it is for, and who receives it",
        help_text="It is kept in the log with a line for each person. Name nobody of the register.",
        max_length=LONGEST,
        error_messages={"required": "Say what it is for, and who receives it."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reason(self) -> str:
        words = " ".join(self.cleaned_data["reason"].split())
        if not says_enough(words):
            raise forms.ValidationError("Say in a few words what it is for, and who receives it.")
        return words
