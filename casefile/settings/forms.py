"""The forms of the scheme's settings. Each asks where the number comes from."""

from typing import Any
from uuid import uuid4

from django import forms

from agencies.accounts.forms import day_field
from audit import clock
from casefile.models import Unit
from cohorts.models import Cohort
from cohorts.settings import Measure
from contacts.rules.misses import Follows, Under
from rag.models import Status
from ranking.models import SettingName


def source_field() -> forms.CharField:
    return forms.CharField(
        label="Source",
        help_text="Where the number comes from: who agreed it and when, or which document. Everybody reads it.",
        max_length=200,
        error_messages={"required": "Say where the number comes from."},
    )


def number_field(label: str, least: int = 1, most: int = 999, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "autocomplete": "off"}),
        **more,
    )


class _Adding(forms.Form):
    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class _FromToday(forms.Form):
    def clean_from_on(self) -> Any:
        """What was decided by the old number stays decided by it."""
        day = self.cleaned_data["from_on"]
        if day < clock.today():
            raise forms.ValidationError("Choose today or a later day: what was before stays as it was.")
        return day


class WorklistRuleForm(forms.Form):
    number = number_field("How long")
    unit = forms.ChoiceField(label="Unit", choices=Unit.choices, widget=forms.RadioSelect)
    source = source_field()


class SchemeNumberForm(_FromToday):
    """A number of the scheme from a day on, within its bounds; the one before stays for the days before."""

    number = number_field("How many")
    from_on = day_field("Counts from", "Today or a later day, such as 31 3 2019.", required=True)
    source = source_field()

    def __init__(self, *args: Any, measure: Measure, **more: Any) -> None:
        stands = more.get("initial") or {}
        more["initial"] = {**stands, "from_on": max(stands.get("from_on") or clock.today(), clock.today())}
        super().__init__(*args, **more)
        if measure.choices:
            self.fields["number"] = _choice_field(measure)
            return
        counted = "In per cent" if measure.unit == "%" else f"In {measure.unit}"
        self.fields["number"] = number_field(
            "How many", measure.least, measure.most, help_text=f"{counted}, from {measure.least} to {measure.most:,}."
        )


def _choice_field(measure: Measure) -> forms.TypedChoiceField:
    """Of a setting that is a choice between two or more practices."""
    choices = [(number, words.capitalize()) for number, words in measure.choices]
    return forms.TypedChoiceField(label="Which", choices=choices, coerce=int, widget=forms.RadioSelect)


class StandardForm(_FromToday):
    """`cohort` and `status` empty: everybody on a cohort. The more particular row wins (contacts.rules.standards)."""

    cohort = forms.ChoiceField(label="Cohort", required=False)
    status = forms.ChoiceField(
        label="RAG status", required=False, choices=[("", "Any status"), *((s.value, s.label) for s in Status)]
    )
    weekly = number_field("Appointments a week", least=0, most=14)
    at_home = number_field("Of them at home", least=0, most=14)
    from_on = day_field("Counts from", "Today or a later day, such as 31 3 2019.", required=True)
    source = source_field()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        cohorts = [(c.code, c.name) for c in Cohort.objects.all()]
        cohort = self.fields["cohort"]
        assert isinstance(cohort, forms.ChoiceField)
        cohort.choices = [("", "Any cohort"), *cohorts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("at_home", 0) > values.get("weekly", 99):
            self.add_error("at_home", "No more at home than there are in all.")
        return values


class AddStandardForm(_Adding, StandardForm):
    pass


class AddMissRuleForm(_Adding, _FromToday):
    under = forms.ChoiceField(
        label="Under", choices=[(u.value, u.value.capitalize()) for u in Under], widget=forms.RadioSelect
    )
    number = number_field("From which unacceptable miss on", most=20, help_text="1 is the first, 2 the second.")
    within_months = number_field("Within how many months", most=60)
    follows = forms.ChoiceField(
        label="What follows", choices=[(f.value, f.label) for f in Follows], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="In words", max_length=200, help_text="As an offender manager reads it beside a miss."
    )
    from_on = day_field("Counts from", "Today or a later day, such as 31 3 2019.", required=True)
    source = source_field()


class EndMissRuleForm(forms.Form):
    until_on = day_field("Until", "The first day on which it no longer counts.", required=True)

    def clean_until_on(self) -> Any:
        day = self.cleaned_data["until_on"]
        if day < clock.today():
            raise forms.ValidationError("Choose today or a later day: what was before stays as it was.")
        return day


class RankingForm(_FromToday):
    setting = forms.ChoiceField(label="What", choices=SettingName.choices, widget=forms.RadioSelect)
    number = number_field("How many", most=9_999)
    from_on = day_field("Counts from", "Today or a later day, such as 31 3 2019.", required=True)
    source = source_field()


class AddRankingForm(_Adding, RankingForm):
    pass


class ReviewGroupForm(forms.Form):
    clear_years = number_field("Years without coming to notice before the first review", most=100)
    again_years = number_field("Years from a review that kept the record to the next", most=100)
    until_age = number_field(
        "Kept until the person is so old", most=120, required=False, help_text="Empty: no such age."
    )
    source = source_field()
