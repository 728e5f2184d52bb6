"""Everybody in the latest ranking by ethnicity, sex and age: counted of the whole scheme, naming nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from agencies.models import User
from audit.floor import System, as_system
from cohorts.models import Membership
from offenders.models import Ethnicity
from offenders.models.identity import Sex
from rag.models import Decision, Status
from rag.queries import LATEST_FIRST
from ranking.models import Run, Score
from ranking.queries import latest_run
from ranking.visible import people_in, rank_column
from reporting.rules.fairness import (
    HIGH,
    MEASURES,
    MEMBER,
    NOT_RECORDED,
    UPPER,
    One,
    Rate,
    cells_of,
    ethnic_group,
    tables,
)
from reporting.rules.groups import BANDS, age_band

EVERYBODY, ETHNICITY, SEX, AGE = "Everybody", "By ethnicity", "By sex", "By age"
WORDS = {
    UPPER: "In the upper half of the ranking",
    MEMBER: "On a cohort",
    HIGH: "RED or AMBER+, of those on a cohort",
}
HIGHEST = frozenset({Status.RED.value, Status.AMBER_PLUS.value})
AT_ONCE = 5_000


@dataclass(frozen=True)
class Part:
    """One measure of one dimension."""

    measure: str
    rows: Sequence[Rate]


@dataclass(frozen=True)
class Fairness:
    run: Run
    people: int
    dimensions: Mapping[str, Sequence[Part]]


def fairness(user: User, on: date) -> Fairness | None:
    """Of the latest ranking; nothing before the first. Whom the reader is shown no rank of is not in it."""
    run = latest_run(on)
    if run is None:
        return None
    names = dict(Ethnicity.objects.values_list("code", "name"))
    groups = {EVERYBODY: [EVERYBODY], **groups_of(names)}
    with as_system(System.FIGURES):
        found = cells_of(_everybody(user, run, names), groups)
    made = {dimension: tables(found[dimension], named) for dimension, named in groups.items()}
    return Fairness(
        run,
        people_in(user, run) or 0,
        {dimension: [Part(WORDS[measure], rows[measure]) for measure in MEASURES] for dimension, rows in made.items()},
    )


def groups_of(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Every group that there is, in the order of the code list: one of nobody is not left out."""
    ethnic = dict.fromkeys(ethnic_group(code, name) for code, name in names.items())
    return {
        ETHNICITY: [*ethnic, NOT_RECORDED],
        SEX: [sex.label for sex in Sex],
        AGE: [name.capitalize() for _, name in BANDS],
    }


def _everybody(user: User, run: Run, names: Mapping[str, str]) -> Iterator[One]:
    rank, people = rank_column(user), people_in(user, run) or 0
    held = Decision.objects.filter(offender=OuterRef("offender"), effective_on__lte=run.as_of).order_by(*LATEST_FIRST)
    rows: Any = Score.objects.filter(run=run, **{f"{rank}__isnull": False}).annotate(
        member=Exists(Membership.objects.current(run.as_of).filter(offender=OuterRef("offender"))),
        decided=Subquery(held.values("status")[:1]),
    )
    columns = (rank, "offender__ethnicity", "offender__sex", "offender__date_of_birth", "member", "decided")
    for place, code, sex, born, member, decided in rows.order_by().values_list(*columns).iterator(AT_ONCE):
        yield One(
            groups={
                EVERYBODY: EVERYBODY,
                ETHNICITY: ethnic_group(code, names.get(code, "")),
                SEX: str(Sex(sex).label),
                AGE: age_band(born, run.as_of).capitalize(),
            },
            upper=place * 2 <= people,
            member=member,
            high=decided in HIGHEST,
        )
