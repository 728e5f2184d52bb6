"""What each form of a record has: a key of its own, and to correct a version and a reason."""

from typing import Any
from uuid import uuid4

from django import forms

OWN = frozenset({"request_key", "version", "because"})


class WritingForm(forms.Form):
    """A form that writes a new row: its key makes the same form, sent twice, write it once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def values(self) -> dict[str, Any]:
        """What was filled in, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OWN}


class CorrectingForm(forms.Form):
    """A form that gives a row new values: on the version that was read, and for a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label="Why you correct it",
        help_text="The old value is kept, with your reason. Whoever reads this part of the record reads it too.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why you correct it."},
    )

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in OWN}


class RemovingForm(CorrectingForm):
    because = forms.CharField(
        label="Why it was a mistake",
        help_text="Only what was written by mistake is removed. What it said, who removed it and why is kept.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it was a mistake."},
    )


def to_correct(form: type[WritingForm]) -> type[CorrectingForm]:
    """The same fields, checked in the same way, to correct a row: a version and a reason in place of the key."""
    return type(f"Correct{form.__name__}", (form, CorrectingForm), {"request_key": None})


to_remove = RemovingForm
