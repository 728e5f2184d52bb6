"""The form that opens a set of pathways."""

from django import forms

from agencies.accounts.forms import day_field


class OpenForm(forms.Form):
    opens_on = day_field("First day", "From tomorrow on. For example 1 4 2019.", required=True)
    because = forms.CharField(
        label="Why",
        help_text="What the scheme agreed, and where. It is kept with the set.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why: it is kept with the set."},
    )
