"""The filters of the log, which live in the address; the reference of a person, which is posted."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from agencies.models import Agency, User
from audit.clock import LONDON
from audit.models import Verb
from offenders.oversight.reading import sees_every_log

LATELY = timedelta(days=28)
WEEK = timedelta(days=6)
LONGEST = timedelta(days=92)


def _today() -> date:
    """The log keeps real time, whatever day a demonstration has."""
    return timezone.now().astimezone(LONDON).date()


def _day(label: str, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class LogForm(forms.Form):
    """When, who, agency, what and where."""

    since = _day("From")
    until = _day("Until")
    user_id = forms.TypedChoiceField(label="Who", required=False, coerce=int, empty_value=None)
    agency = forms.ChoiceField(label="Agency", required=False)
    verb = forms.ChoiceField(label="What was done", required=False, choices=[("", "Anything"), *Verb.choices])
    where = forms.CharField(label="Where (begins with)", required=False, max_length=100)
    rows = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data: Any, reader: User) -> None:
        given = data.copy()
        given.setdefault("since", (_today() - LATELY).isoformat())
        super().__init__(given, auto_id="filter-%s")
        staff = User.objects.order_by("full_name")
        if not sees_every_log(reader):
            staff = staff.filter(agency=reader.agency_id)
        self._offer("user_id", [("", "Anybody"), *staff.values_list("pk", "full_name")])
        self._offer("agency", [("", "Every agency"), *Agency.objects.values_list("code", "name")])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self) -> dict[str, Any]:
        """What was understood; a field with a mistake says so and filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PeriodForm(forms.Form):
    """From a day to a day, three months at most."""

    since = _day("From", required=True)
    until = _day("Until", required=True)

    def __init__(self, data: Any) -> None:
        today = _today()
        super().__init__(data or {"since": today - WEEK, "until": today}, auto_id="filter-%s")

    def clean(self) -> dict[str, Any]:
        period = super().clean() or {}
        if {"since", "until"} <= period.keys() and not timedelta(0) <= period["until"] - period["since"] <= LONGEST:
            raise forms.ValidationError("Choose a period that ends after it begins, of 92 days at most.")
        return period


class ReferenceForm(forms.Form):
    ref = forms.CharField(max_length=64, widget=forms.TextInput(attrs={"autocomplete": "off"}))
