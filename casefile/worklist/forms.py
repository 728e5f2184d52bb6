"""What is asked when a line is put off."""

from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from casefile.writing import WritingForm


class PutOffForm(WritingForm):
    until = day_field("When it comes back", "", required=True)
    reason = forms.CharField(
        label="Why it can wait",
        help_text="Who supervises your agency’s worklist reads this, with your name.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it can wait."},
    )

    def __init__(self, *args: Any, longest: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["until"].help_text = f"Within {longest}. It comes back sooner where the fact behind it changes."
