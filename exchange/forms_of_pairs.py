"""Whether two records are one person, and why; and taking them apart again."""

from typing import Any

from django import forms

from exchange.models import DuplicateStatus, PossibleDuplicate
from offenders.models import Offender

WHY: dict[str, Any] = {
    "label": "Why?",
    "max_length": 500,
    "widget": forms.Textarea(attrs={"rows": 2}),
    "error_messages": {"required": "Say why: whoever asks later reads it."},
}
FIRST, SECOND = "first", "second"


class DecideForm(forms.Form):
    """No answer is chosen beforehand."""

    decision = forms.ChoiceField(
        label="Are they the same person?",
        choices=[
            (DuplicateStatus.SAME, "Yes, the same person"),
            (DuplicateStatus.DIFFERENT, "No, two people"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether they are the same person."},
    )
    keeps = forms.ChoiceField(
        label="If they are, which record stands?",
        required=False,
        choices=[(FIRST, "The first"), (SECOND, "The second")],
        widget=forms.RadioSelect,
        help_text="Its name and numbers are shown from then on. The address of the other leads on to it.",
    )
    because = forms.CharField(help_text="Name what you compared. Both records’ logs keep it.", **WHY)

    def __init__(self, pair: PossibleDuplicate, data: Any = None) -> None:
        super().__init__(data)
        self.pair = pair

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("decision") == DuplicateStatus.SAME and not found.get("keeps"):
            self.add_error("keeps", "Choose the record that stands.")
        return found

    def stands(self) -> Offender:
        return self.pair.first if self.cleaned_data["keeps"] == FIRST else self.pair.second


class TakeApartForm(forms.Form):
    because = forms.CharField(help_text="It is remembered that the two are not the same.", **WHY)
