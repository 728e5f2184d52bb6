"""What the report is about: a cohort and an area or all, and a period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from agencies.models import Area, User
from agencies.rules import Levels
from agencies.sharing import figures
from agencies.templatetags.iom_pages import uk_date
from audit.months import add_months
from cohorts.models import Cohort
from reporting.policies import may_see_small_figures
from reporting.rules.ledger import quarters

ALL = ""
EVER = "all"
DAY = timedelta(days=1)
QUARTERS = 8


@dataclass(frozen=True)
class Period:
    """`start` to `end`, both days included; without a start from the first assessment on."""

    key: str
    start: date
    end: date

    @property
    def words(self) -> str:
        if self.start == date.min:
            return f"All that is recorded to {uk_date(self.end)}"
        return f"{uk_date(self.start)} to {uk_date(self.end)}"


@dataclass(frozen=True)
class Choice:
    """Of whom, and of which period."""

    period: Period
    cohort: Cohort | None = None
    area: Area | None = None

    @property
    def words(self) -> str:
        """Of whom: with whom it is not said otherwise, everybody on the scheme."""
        of = f"on the cohort {self.cohort}" if self.cohort else "on the scheme"
        return f"{of}, home area {self.area}" if self.area else of

    @property
    def parameters(self) -> dict[str, str]:
        """What the choice is in an address."""
        found = {"period": self.period.key}
        found |= {"cohort": self.cohort.code} if self.cohort else {}
        return found | ({"area": self.area.code} if self.area else {})


def periods(today: date, *, any_day: bool) -> list[Period]:
    """Twelve months to today, to the end of each of eight quarters, or all that is recorded to today.

    Without `any_day` quarters alone: the figures of two days that follow each other say what one of them hides.
    """
    ended = [line.after - DAY for line in quarters(today + DAY, QUARTERS + 1) if line.after - DAY <= today]
    to_quarters = [_year_to(end.isoformat(), end) for end in reversed(ended[-QUARTERS:]) if end < today or not any_day]
    if not any_day:
        return to_quarters
    return [_year_to("today", today), *to_quarters, Period(EVER, date.min, today)]


def _year_to(key: str, end: date) -> Period:
    return Period(key, add_months(end + DAY, -12), end)


class ChoiceForm(forms.Form):
    """Every choice has a default, so that an empty one is right.

    Readers of rounded figures choose among periods alone: what an area or a cohort is short of the whole would give
    away what either hides.
    """

    def __init__(self, user: User, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        small = may_see_small_figures(user)
        self.periods = {period.key: period for period in periods(today, any_day=small)}
        self.cohorts = {cohort.code: cohort for cohort in _cohorts(figures(user))} if small else {}
        self.areas = {area.code: area for area in Area.objects.of_the_scheme()} if small else {}
        if small:
            self.fields["cohort"] = _one_of("Cohort", [(ALL, "Everybody on the scheme")], self.cohorts)
            self.fields["area"] = _one_of("Home area", [(ALL, "All areas")], self.areas)
        words = [(key, period.words) for key, period in self.periods.items()]
        self.fields["period"] = forms.ChoiceField(label="Period", required=False, choices=words)

    @property
    def choice(self) -> Choice:
        said = self.cleaned_data if self.is_valid() else {}
        latest = next(iter(self.periods.values()))
        period = self.periods.get(said.get("period", ""), latest)
        return Choice(period, self.cohorts.get(said.get("cohort", "")), self.areas.get(said.get("area", "")))


def _one_of(label: str, first: list[tuple[str, str]], of: dict[str, Any]) -> forms.ChoiceField:
    choices = [*first, *((key, str(one)) for key, one in of.items())]
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _cohorts(levels: Levels) -> list[Cohort]:
    """Those whose name the reader may know; being on the others says something that they may not."""
    return [cohort for cohort in Cohort.objects.all() if levels.reads(*cohort.categories)]
