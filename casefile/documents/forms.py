"""The forms of documents: filing one, adding a version, correcting what is said of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.accounts.forms import day_field
from agencies.categories import Category
from audit import clock
from casefile.writing import WritingForm
from documents.rules import KINDS, Kind, may_be_filed

LET_IN = "PDF, JPEG or PNG picture, Word (.docx), OpenDocument text (.odt) or plain text; 20 MB at most."
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.odt,.txt"


def file_field(help_text: str = LET_IN) -> forms.FileField:
    return forms.FileField(
        label="File",
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "govuk-file-upload"}),
        max_length=255,
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose the file again.",
            "max_length": "The file's name is too long: rename it, and choose it again.",
        },
    )


class AboutForm(WritingForm):
    """What is said of a document."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose"), *KINDS.items()])
    title = forms.CharField(
        label="What it is",
        help_text="A few words that tell it from others. It is shown to whoever reads the part that it is filed under.",
        max_length=150,
        error_messages={"required": "Say in a few words what it is."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dated_on = day_field("Date of the document", "Of a photograph, the day that it was taken.", required=True)
    category = forms.ChoiceField(
        label="Filed under",
        help_text="Whoever reads this part of the record can open the document, and nobody else.",
    )

    def __init__(self, *args: Any, categories: list[Category], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [("", "Choose"), *((one.value, one.label.capitalize()) for one in categories)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]
        for name, words in (("kind", "Choose what kind of document it is."), ("category", "Choose where to file it.")):
            self.fields[name].error_messages |= {"required": words, "invalid_choice": words}

    def clean_dated_on(self) -> Any:
        day = self.cleaned_data["dated_on"]
        if day > clock.today():
            raise ValidationError("A document is not of a day that is still to come.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, category = data.get("kind"), data.get("category")
        if kind and category and not may_be_filed(Kind(kind), Category(category)):
            words = "A document of this kind says by itself what it is about: file it where only its readers are."
            self.add_error("category", words)
        return data


class UploadForm(AboutForm):
    file = file_field()
    field_order = ["file", "kind", "title", "dated_on", "category"]


class ReplaceForm(WritingForm):
    after = forms.IntegerField(widget=forms.HiddenInput)
    file = file_field()
    why = forms.CharField(
        label="Why it replaces the one before",
        help_text="For example: signed now, a better scan, the conditions changed.",
        max_length=300,
        error_messages={"required": "Say why it replaces the one before."},
    )
