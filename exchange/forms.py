"""The upload of a register."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from agencies.templatetags.iom_pages import uk_date
from audit import clock
from audit.models import Source
from exchange import uploads
from exchange.actions.imports import import_day

MAY_RENAME = "This folder may rename or change areas, cohorts, agencies or the scheme"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in data]


class UploadForm(forms.Form):
    """A ZIP, or the CSV files and scheme.json of one folder, and how to read them."""

    upload = FilesField(
        label="Register",
        help_text="One ZIP, or all CSV files and scheme.json of one folder together.",
        error_messages={
            "required": "Choose a ZIP, or the CSV files and scheme.json of one folder.",
            "empty": "One of the files is empty. A file that holds nothing is left out instead.",
        },
        widget=FilesInput(attrs={"accept": ".zip,.csv,.json"}),
    )
    source_name = forms.CharField(
        label="Sender",
        required=False,
        max_length=200,
        help_text="The force or agency whose system the rows come from. What it sent before is corrected by what it "
        "sends now; what others sent stays as it is. Write it the same way each time. "
        "Left empty, the scheme itself is the sender.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-!-width-one-half"}),
    )
    as_of = forms.DateField(
        label="As of",
        required=False,
        error_messages={"invalid": "Enter a real date, such as 31 3 2019."},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}, format="%d %m %Y"),
    )
    may_rename = forms.BooleanField(
        label=MAY_RENAME,
        required=False,
        help_text="A scheme.json that changes what the register has already is refused unless you tick this. "
        "What is new is added either way, and nothing is ever removed.",
    )
    dry_run = forms.BooleanField(label="Dry run: say what would happen, and write nothing", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].help_text = _which_day(import_day(), clock.today())

    def clean_source_name(self) -> str:
        name: str = self.cleaned_data["source_name"]
        if name == Source.PRODUCT:
            raise forms.ValidationError("That is this system's own name for what is entered here. Enter another.")
        return name

    def clean_as_of(self) -> Any:
        today = import_day()
        day = self.cleaned_data["as_of"] or today
        if day > today:
            raise forms.ValidationError("The day must be today or earlier.")
        return day

    def clean_upload(self) -> list[UploadedFile]:
        """A ZIP is judged by its list of contents, before any of it is opened."""
        files: list[UploadedFile] = self.cleaned_data["upload"]
        archives = [file for file in files if _is_archive(file)]
        if archives and len(files) > 1:
            raise forms.ValidationError("Choose one ZIP alone, or the files of one folder without a ZIP.")
        try:
            if archives:
                uploads.check(archives[0], archives[0].size or 0)
            else:
                uploads.check_names(files)
        except uploads.Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return files

    def kept(self) -> tuple[str, str]:
        """Keep what was uploaded: its folder, and the name to show for it."""
        files: list[UploadedFile] = self.cleaned_data["upload"]
        if _is_archive(files[0]):
            files[0].seek(0)
            return uploads.keep_archive(files[0]), files[0].name or "a ZIP"
        several = f"{len(files)} files" if len(files) > 1 else str(files[0].name)
        return uploads.keep_files(files), several


def _which_day(real: date, shown: date) -> str:
    """The import's day is the real one in London; a demonstration's banner names another, so it is said in words."""
    empty = f"Left empty, it is {uk_date(real)}, today in London"
    banner = f" (not {uk_date(shown)}, the demonstration's day)" if shown != real else ""
    return f"No date in the files may be later. For example, 31 3 2019. {empty}{banner}."


def _is_archive(file: UploadedFile) -> bool:
    return (file.name or "").lower().endswith(".zip")
