"""The upload of a register."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from audit.models import Source
from exchange import uploads
from exchange.actions.imports import import_day


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
        help_text="Whose keys these are: the same sender's rows are corrected, another's are added. "
        "Left empty, the scheme itself is the sender.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-!-width-one-half"}),
    )
    as_of = forms.DateField(
        label="As of",
        required=False,
        help_text="No date in the files may be later. For example, 31 3 2019. Left empty, it is today.",
        error_messages={"invalid": "Enter a real date, such as 31 3 2019."},
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}, format="%d %m %Y"),
    )
    dry_run = forms.BooleanField(label="Dry run: say what would happen, and write nothing", required=False)

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


def _is_archive(file: UploadedFile) -> bool:
    return (file.name or "").lower().endswith(".zip")
