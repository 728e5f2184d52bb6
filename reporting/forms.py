"""What a report is about: a financial year, and the areas or a grouping of them."""

from typing import Any

from django import forms

from agencies.models import Grouping
from reporting.document.people import FIGURES
from reporting.rules.period import Period

BY_AREA = ""


class ReportForm(forms.Form):
    """The chooser of the report page; every choice has a default, so an empty one is right."""

    def __init__(self, *args: Any, years: list[Period], groupings: list[Grouping], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = {str(period.start.year): period for period in years}
        self.groupings = {str(grouping.pk): grouping for grouping in groupings}
        names = [(key, period.name) for key, period in self.years.items()]
        self.fields["year"] = forms.ChoiceField(label="Financial year", required=False, choices=names)
        if self.groupings:
            by = [(BY_AREA, "Each area by itself"), *((key, each.name) for key, each in self.groupings.items())]
            self.fields["areas"] = forms.ChoiceField(label="Areas", required=False, choices=by)

    @property
    def period(self) -> Period:
        """The year that was chosen; the latest one unless another was."""
        latest = next(iter(self.years.values()))
        return self.years.get(self._chosen("year"), latest)

    @property
    def grouping(self) -> Grouping | None:
        return self.groupings.get(self._chosen("areas"))

    def _chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name, "")) if self.is_valid() else ""


class PeopleForm(forms.Form):
    """Which figure the people are behind."""

    of = forms.ChoiceField(choices=[(name, name) for name in FIGURES])
    row = forms.CharField(max_length=300)
