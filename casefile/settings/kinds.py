"""The kinds of settings that the scheme has, in the order in which they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms

from agencies.templatetags.iom_pages import rag_word, uk_date
from casefile.models import WorklistRule
from casefile.settings.forms import (
    AddMissRuleForm,
    AddRankingForm,
    AddStandardForm,
    EndMissRuleForm,
    RankingForm,
    ReviewGroupForm,
    SchemeNumberForm,
    StandardForm,
    WorklistRuleForm,
)
from cohorts.code_lists import ALWAYS
from cohorts.models import Cohort, SchemeSetting
from cohorts.settings import current_and_to_come, measures
from contacts.models import ContactStandard, MissRule
from ranking.models import RankingSetting, SettingName
from retention.models import ReviewGroup

MayChange = Callable[[Any, date], bool]


@dataclass(frozen=True)
class Kind:
    """One table of settings: how its rows are read, which form changes one, and which adds one."""

    code: str
    title: str
    lede: str
    model: Any
    heads: Sequence[str]
    cells: Callable[[Any, Mapping[str, str]], Sequence[str]]
    changes: type[forms.Form]
    change_word: str = "Change"
    adds: type[forms.Form] | None = None
    add_word: str = ""
    may_change: MayChange = lambda row, on: True
    # A row of another day is another row of the same code, and a change is the next one.
    dated: bool = False
    listed: Callable[[date], Sequence[Any]] | None = None
    # A form for one row, where the rows are not all asked alike.
    asks: Callable[[Any], Callable[..., forms.Form]] | None = None

    def rows(self, on: date) -> list[tuple[Any, Sequence[str]]]:
        """Each row with what its cells say."""
        cohorts = dict(Cohort.objects.values_list("code", "name"))
        found = self.listed(on) if self.listed else self.model.objects.all()
        return [(row, self.cells(row, cohorts)) for row in found]

    def row(self, code: str, *, locked: bool = False) -> Any:
        """The row of a code, None where there is none; of a dated one the last."""
        found = self.model.objects.select_for_update() if locked else self.model.objects
        found = found.filter(code=code)
        return (list(found.order_by("from_on")) or [None])[-1] if self.dated else found.first()

    def form(self, row: Any) -> Callable[..., forms.Form]:
        return self.asks(row) if self.asks else self.changes

    def says(self, row: Any) -> str:
        """What a row is about."""
        return self.cells(row, dict(Cohort.objects.values_list("code", "name")))[0]


def _length(rule: WorklistRule, cohorts: Mapping[str, str]) -> Sequence[str]:
    unit = rule.unit if rule.number != 1 else rule.unit[:-1]
    return rule.words, f"{rule.number} {unit}"


def _standard(row: ContactStandard, cohorts: Mapping[str, str]) -> Sequence[str]:
    whom = [cohorts.get(row.cohort, row.cohort), rag_word(row.status) if row.status else ""]
    return ", ".join(filter(None, whom)) or "Everybody on a cohort", str(row), uk_date(row.from_on)


def _miss(row: MissRule, cohorts: Mapping[str, str]) -> Sequence[str]:
    until = f" until {uk_date(row.until_on)}" if row.until_on else ""
    return row.words, f"within {row.within_months} months", f"{uk_date(row.from_on)}{until}"


def _number(row: SchemeSetting, cohorts: Mapping[str, str]) -> Sequence[str]:
    measure, always = measures().get(row.code), row.from_on == ALWAYS
    said = measure.said(row.number) if measure else str(row.number)
    return row.words, said, "the beginning" if always else uk_date(row.from_on)


def _ranking(row: RankingSetting, cohorts: Mapping[str, str]) -> Sequence[str]:
    name = SettingName(row.setting)
    since = "from the start" if row.from_on == date.min else uk_date(row.from_on)
    return name.label, f"{row.number:,} {name.unit}", f"{since} (version {row.version})"


def _group(row: ReviewGroup, cohorts: Mapping[str, str]) -> Sequence[str]:
    age = f"until the person is {row.until_age}" if row.until_age else "no age"
    return str(row), f"{row.clear_years} years, then every {row.again_years}", age


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "worklist",
            "The days behind Today",
            "How long before or after a fact something is due.",
            WorklistRule,
            ("What", "How long"),
            _length,
            WorklistRuleForm,
        ),
        Kind(
            "contact-standard",
            "The contact standard",
            "Appointments a week, by cohort and RAG status. The more particular row counts, of two the later; a "
            "decision on a person goes before all of them. What has begun stays: add one from a later day.",
            ContactStandard,
            ("For whom", "How many", "Counts from"),
            _standard,
            StandardForm,
            adds=AddStandardForm,
            add_word="Add a standard",
            may_change=lambda row, on: row.from_on > on,
        ),
        Kind(
            "misses",
            "What follows from a miss",
            "The scheme’s own practice, and no law. People decide each time.",
            MissRule,
            ("What follows", "Window", "Counts from"),
            _miss,
            EndMissRuleForm,
            change_word="End",
            adds=AddMissRuleForm,
            add_word="Add a rule",
            may_change=lambda row, on: row.until_on is None or row.until_on > on,
        ),
        Kind(
            "scheme",
            "On and off the scheme",
            "What the evidence of each deselection code is measured by, and the time after. A number counts from its "
            "day; what was decided before stays decided by the one before.",
            SchemeSetting,
            ("What", "How many", "Counts from"),
            _number,
            SchemeNumberForm,
            may_change=lambda row, on: row.is_last,
            dated=True,
            listed=current_and_to_come,
            asks=lambda row: partial(SchemeNumberForm, measure=measures()[row.code]),
        ),
        Kind(
            "ranking",
            "The ranking",
            "What the ranking’s pages go by. Each ranking keeps the numbers that it went by; another number is another "
            "version, from today or a later day on.",
            RankingSetting,
            ("What", "How many", "Counts from"),
            _ranking,
            RankingForm,
            adds=AddRankingForm,
            add_word="Add a version",
            may_change=lambda row, on: False,
        ),
        Kind(
            "records",
            "How long records are kept",
            "When a record is reviewed. A change counts for every review from now on; who is held stays held.",
            ReviewGroup,
            ("Group", "Clear period", "Age"),
            _group,
            ReviewGroupForm,
        ),
    )
}
