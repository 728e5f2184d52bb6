"""The form of a version, whatever it holds, and those of its steps."""

from typing import Any

from django import forms

from agencies.accounts.forms import day_field

WORDS = {"rows": 2}
# Of each group its title and its cells: the fields of a cell stand together.
Groups = list[tuple[str, list[list[forms.BoundField]]]]


def words_field(label: str, help_text: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs=WORDS),
        error_messages={"required": missing},
    )


def number_field(
    label: str, least: int, most: int, *, named: str = "", help_text: str = "", required: bool = True, width: int = 3
) -> forms.IntegerField:
    """A whole number; what is wrong with it names it, by `named` where its label alone does not say which it is."""
    name = named or label
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        required=required,
        widget=forms.NumberInput(attrs={"class": f"govuk-input--width-{width}"}),
        error_messages={
            "required": f"{name}: enter a whole number.",
            "invalid": f"{name}: enter a whole number.",
            "min_value": f"{name}: %(limit_value)s or more.",
            "max_value": f"{name}: %(limit_value)s or less.",
        },
    )


class VersionForm(forms.Form):
    """What a version holds, by the fields of its kind; then why, and where the numbers come from.

    `edits` is the state of the draft that was read.
    """

    because = words_field("Why", "What is to be different, and why. The second person reads it.", "Say why.")
    source = words_field(
        "Source", "Where the numbers come from: who agreed them and when.", "Say where the numbers come from."
    )
    edits = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields = self.held() | self.fields

    def held(self) -> dict[str, forms.Field]:
        """The fields of what this kind of version holds."""
        raise NotImplementedError

    def held_groups(self) -> Groups:
        """The same as the page groups them."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """What was filled in, as a version holds it."""
        raise NotImplementedError

    @property
    def groups(self) -> Groups:
        return [*self.held_groups(), ("Why, and where from", [[self["because"]], [self["source"]]])]


class AgreeForm(forms.Form):
    in_force_from = day_field("Counts from", "Today or a later day, such as 31 3 2019.", required=True)
    edits = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(forms.Form):
    because = words_field("Why it goes back", "Whoever drafts it reads it.", "Say why.")
    edits = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(forms.Form):
    edits = forms.IntegerField(widget=forms.HiddenInput)
