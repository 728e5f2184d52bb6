"""The form that brings the probation system's own list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.accounts.forms import day_field
from audit import clock
from casefile.writing import WritingForm
from rag.rules.registrations import Registered, read

LARGEST = 2 * 1024 * 1024
SHOWN = 20


class CheckForm(WritingForm):
    as_of = day_field("Day of the list", "The day on which it was taken from the probation system.", required=True)
    file = forms.FileField(
        label="The list",
        help_text="A CSV file with the columns crn and registered_on, one line for each person registered as RED. "
        "Other columns are not read. 2 MB at most.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv", "class": "govuk-file-upload"}),
        max_length=255,
        allow_empty_file=False,
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty: not even the names of the columns are in it.",
            "missing": "Choose the file again.",
        },
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.found: list[Registered] = []

    def clean_file(self) -> Any:
        """All that is wrong with it is said at once, up to a screenful; nothing of it is kept."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("The file is larger than 2 MB. Take only who is registered as RED.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError("The file is not UTF-8 text. Save it as “CSV UTF-8”, and choose it again.") from None
        self.found, faults = read(text, clock.today())
        if faults:
            said = [str(fault) for fault in faults[:SHOWN]]
            more = len(faults) - SHOWN
            raise ValidationError([*said, f"and {more} more."] if more > 0 else said)
        return file
