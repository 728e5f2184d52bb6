"""Taking the register under pseudonyms out: in which form, and why."""

from django import forms

from reporting.pseudonyms.files import FILES


class TakeOutForm(forms.Form):
    form_of_file = forms.ChoiceField(
        label="As",
        choices=[(key, file.name) for key, file in FILES.items()],
        widget=forms.RadioSelect,
        initial="xlsx",
        error_messages={"required": "Choose a form of file.", "invalid_choice": "Choose one of these forms of file."},
    )
    reason = forms.CharField(
        label="What it is for, and who receives it",
        help_text="It is kept in the log with a line for each person. Name nobody of the register.",
        max_length=500,
        error_messages={"required": "Say what it is for, and who receives it."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
