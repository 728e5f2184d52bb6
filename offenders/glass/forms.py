"""What is filled in to search by an exact number, to break glass and to answer it."""

from typing import Any

from django import forms

from offenders import identifiers
from offenders.visits.rules import says_enough

WHOLE = "Enter a whole PNC, CRN or prison number. A name or a date of birth finds nobody here."


class NumberForm(forms.Form):
    """One whole number. It is posted, so that no address holds it."""

    number = forms.CharField(
        label="PNC, CRN or prison number",
        help_text="The whole number, such as 1997/0966342X, X123456 or A1234BC.",
        max_length=30,
        error_messages={"required": WHOLE, "max_length": WHOLE},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not identifiers.is_whole(number):
            raise forms.ValidationError(WHOLE)
        return number


class BreakForm(NumberForm):
    """The number again, and why."""

    number = forms.CharField(max_length=30, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why do you need to see this person now?",
        help_text="In your own words. The lead of your agency and of theirs read it. Name nobody.",
        max_length=2000,
        error_messages={"required": "Say why you need to see this person now."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="break-%s")

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not says_enough(reason):
            raise forms.ValidationError("Say in a few words why you need to see this person now.")
        return reason


class AnswerForm(forms.Form):
    words = forms.CharField(
        label="What you say to it",
        help_text="Needed where you contest it. Both agencies’ leads and who broke the glass read it.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
