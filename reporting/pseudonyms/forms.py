"""Taking the register under pseudonyms out: in which form, and why."""

from django import forms

from offenders.visits import forms as visits
from reporting.pseudonyms.files import FILES


class TakeOutForm(visits.TakeOutForm):
    """As with every file a reason, and the form of it."""

    form_of_file = forms.ChoiceField(
        label="As",
        choices=[(key, file.name) for key, file in FILES.items()],
        widget=forms.RadioSelect,
        initial="xlsx",
        error_messages={"required": "Choose a form of file.", "invalid_choice": "Choose one of these forms of file."},
    )
    field_order = ("form_of_file", "reason")
