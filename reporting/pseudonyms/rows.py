"""What a row says of somebody: read for one page or one part of a file at a time, with the same few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from agencies.templatetags.iom_pages import rag_word
from cohorts.models import Membership
from offenders.models import CustodySpell
from ranking.models import Score
from ranking.rules import printed
from ranking.visible import shown_places
from reporting.pseudonyms.columns import Column, columns_for
from reporting.pseudonyms.names import pseudonym
from reporting.pseudonyms.query import arrests_in_a_year
from reporting.pseudonyms.reader import Reader
from reporting.rules.groups import age_band, days_on

NOT_SHOWN, NOTHING = "not shown", "–"
BLURRED = ("age", "area", "cohorts")

Value = str | int


@dataclass
class Row:
    """One person, in the columns that the reader has; the person's number is for the log alone."""

    person: int
    status: str | None = None
    values: dict[str, Value] = field(default_factory=dict)

    def cells(self, columns: Sequence[Column]) -> list[tuple[Column, Value]]:
        return [(column, self.values[column.key]) for column in columns]


def rows(reader: Reader, page: Sequence[Any]) -> list[Row]:
    """The rows of some people as `query.people` found them: with their area, and `shown` their status."""
    ids = [person.pk for person in page]
    wanted = {column.key for column in columns_for(reader)}
    of_all = {key: READ[key](reader, ids) for key in wanted if key in READ}
    return [_row(reader, person, wanted, of_all) for person in page]


def _row(reader: Reader, person: Any, wanted: set[str], of_all: dict[str, dict[int, Value]]) -> Row:
    values: dict[str, Value] = {
        "pseudonym": pseudonym(reader.user.agency_id or 0, person.pk),
        "rag": rag_word(person.shown),
        "age": age_band(person.date_of_birth, reader.on),
        "sex": person.get_sex_display(),
        "area": person.area.name,
        **{key: found.get(person.pk, EMPTY.get(key, NOTHING)) for key, found in of_all.items()},
    }
    if person.pk in reader.blurred:
        values |= dict.fromkeys(BLURRED, NOT_SHOWN)
    return Row(person.pk, person.shown, {key: value for key, value in values.items() if key in wanted})


def _cohorts(reader: Reader, ids: list[int]) -> dict[int, Value]:
    return {pk: ", ".join(names) for pk, names in reader.cohorts_of(ids).items()}


def _ranks(reader: Reader, ids: list[int]) -> dict[int, Value]:
    return {pk: place.shown_rank or 0 for pk, place in _places(reader, ids).items()}


def _places(reader: Reader, ids: list[int]) -> dict[int, Score]:
    """The places that the reader's agency is shown: of people under 18 for police and youth justice alone."""
    return shown_places(reader.user, reader.run, ids) if reader.run else {}


def _scores(reader: Reader, ids: list[int]) -> dict[int, Value]:
    return {pk: printed(place.eighths) for pk, place in _places(reader, ids).items()}


def _days(reader: Reader, ids: list[int]) -> dict[int, Value]:
    spells: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    memberships = Membership.objects.filter(offender__in=ids, selected_on__lte=reader.on)
    for pk, begins, ends in memberships.values_list("offender", "selected_on", "deselected_on"):
        spells[pk].append((begins, ends))
    return {pk: days_on(found, reader.on) for pk, found in spells.items()}


def _arrests(reader: Reader, ids: list[int]) -> dict[int, Value]:
    counted = arrests_in_a_year(reader).filter(offender__in=ids).order_by().values("offender")
    return dict(counted.annotate(arrests=Count("pk")).values_list("offender", "arrests"))


def _custody(reader: Reader, ids: list[int]) -> dict[int, Value]:
    inside = CustodySpell.objects.covering(reader.on).filter(offender__in=ids)
    return dict.fromkeys(inside.values_list("offender", flat=True), "yes")


READ = {
    "cohorts": _cohorts,
    "rank": _ranks,
    "score": _scores,
    "days": _days,
    "arrests": _arrests,
    "custody": _custody,
}
EMPTY: dict[str, Value] = {"days": 0, "arrests": 0, "custody": "no"}
