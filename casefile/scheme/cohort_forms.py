"""The form of a cohort: its words, and its criteria as checks, line by line."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from agencies.accounts.forms import day_field
from agencies.models import Agency
from casefile.scheme.forms import words_field
from cohorts.models import Cohort
from cohorts.rules.screening import GROUPS, KINDS, Checks, Kind

LINES = 6
REQUIREMENTS = 4
# What a check of a kind is given beside its kind; the rest is dropped.
TAKES = {
    Kind.CONVICTION_BEFORE: ("group", "at_least", "months"),
    Kind.CURRENT_CHARGE: ("group", "months"),
    Kind.CURRENT_SENTENCE: ("group",),
    Kind.OFFENCES_IN: ("group", "at_least", "months"),
    Kind.SCORE_AT_LEAST: ("at_least",),
}


class CheckForm(forms.Form):
    """One check: of which requirement it is, what is asked, and with what numbers."""

    requirement = forms.TypedChoiceField(
        label="Requirement", choices=[(n, str(n)) for n in range(1, REQUIREMENTS + 1)], coerce=int
    )
    kind = forms.ChoiceField(
        label="What is asked", choices=[("", "Nothing"), *((k.value, w) for k, w in KINDS.items())], required=False
    )
    group = forms.ChoiceField(label="Offences", choices=list(GROUPS.items()), required=False)
    at_least = forms.IntegerField(label="How many", min_value=1, max_value=1000, required=False)
    months = forms.IntegerField(label="Months", min_value=1, max_value=120, required=False)
    note = forms.CharField(label="Words", max_length=300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            is_number = isinstance(field, forms.IntegerField)
            kind = "govuk-select" if isinstance(field, forms.ChoiceField) else "govuk-input"
            field.widget.attrs["class"] = f"{kind} govuk-input--width-3" if is_number else kind

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") == Kind.BY_HAND and not found.get("note", "").strip():
            self.add_error("note", "Say what people judge.")
        if found.get("kind") == Kind.SCORE_AT_LEAST and not found.get("at_least"):
            self.add_error("at_least", "Say how many points.")
        return found

    def check(self) -> dict[str, Any]:
        said = self.cleaned_data
        kind = Kind(said["kind"])
        values = {name: said[name] for name in TAKES.get(kind, ()) if said.get(name)}
        note = said.get("note", "").strip()
        return {"kind": kind.value, **values, **({"note": note} if note else {})}


class CohortForm(forms.Form):
    """A cohort's words and numbers."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Give it a name."})
    purpose = words_field("Purpose", required=False, rows=2)
    criteria = words_field("Criteria in words", "As the scheme agreed them.", required=False, rows=5)
    maximum = forms.IntegerField(
        label="Maximum", help_text="Passing it is a warning, never a refusal. Leave empty where there is none.",
        min_value=1, max_value=100000, required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )  # fmt: skip
    owner = forms.ModelChoiceField(label="Owner", queryset=Agency.objects.none(), required=False, empty_label="No one")
    opens_on = day_field("Opens on", "Leave empty where it always was open.")
    closes_on = day_field("Closes on", "The first day on which it takes nobody any more.")
    of_victims = forms.BooleanField(
        label="Being on it says something of victims (domestic violence, MARAC)", required=False
    )
    origin = forms.CharField(label="Where the words are from", max_length=300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Agency.objects.all()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        opens, closes = found.get("opens_on"), found.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "It closes on the day on which it opens, or later.")
        return found

    def values(self) -> dict[str, Any]:
        names = ("name", "purpose", "criteria", "maximum", "owner", "opens_on", "closes_on", "of_victims", "origin")
        return {name: self.cleaned_data[name] for name in names}


class NewCohortForm(CohortForm):
    code = forms.SlugField(
        label="Code", help_text="Short, and never changed: exports name it.", max_length=32,
        error_messages={"required": "Give it a code."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )  # fmt: skip
    field_order = ["name", "code"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Cohort.objects.filter(code=code).exists():
            raise forms.ValidationError("Another cohort has this code.")
        return code

    def values(self) -> dict[str, Any]:
        return {**super().values(), "code": self.cleaned_data["code"]}


class ChangeCohortForm(CohortForm):
    because = words_field("Why you change it", "Kept with the old words.", rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)


CheckFormSet = forms.formset_factory(CheckForm, extra=0, max_num=LINES, absolute_max=LINES)


def lines_of(checks: Checks) -> list[dict[str, Any]]:
    """The checks of a cohort as the lines of the form, with empty ones behind them."""
    found = [
        {"requirement": place, **check} for place, requirement in enumerate(checks, start=1) for check in requirement
    ]
    return [*found, *({"requirement": 1} for _ in range(LINES - len(found)))]


def checks_of(lines: Sequence[CheckForm]) -> list[list[Mapping[str, Any]]]:
    """The lines as requirements, in their order; those of which nothing is asked fall away."""
    asked = [(line.cleaned_data["requirement"], line.check()) for line in lines if line.cleaned_data.get("kind")]
    places = sorted({place for place, _ in asked})
    return [[check for at, check in asked if at == place] for place in places]
