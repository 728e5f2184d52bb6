"""What a row of the register says: read for one page at a time, with the same few queries whatever its length."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from agencies.categories import Category
from casefile.lens import Lens
from casefile.register.reader import Reader, shown_status
from cohorts.models import Membership
from offenders.models import CaseLead, Contact, CustodySpell, Offender, Outcome
from ranking import queries as ranking
from ranking.models import Score


@dataclass
class Row:
    """One person of the register."""

    person: Offender
    status: str | None = None
    cohorts: list[str] = field(default_factory=list)
    lead: CaseLead | None = None
    custody: CustodySpell | None = None
    score: Score | None = None
    movement: int | None = None
    contact: date | None = None
    why: str = ""


def rows(reader: Reader, page: Sequence[Offender], why: dict[int, str]) -> list[Row]:
    """The rows of one page."""
    ids = [person.pk for person in page]
    lens, by_person = reader.lens, {person.pk: Row(person, why=why.get(person.pk, "")) for person in page}
    _statuses(reader, ids, by_person)
    _cohorts(reader, ids, by_person)
    for lead in CaseLead.objects.in_force(reader.on).filter(offender__in=ids).select_related("agency", "officer"):
        by_person[lead.offender_id].lead = lead
    if lens.knows_of(Category.CUSTODY):
        for spell in CustodySpell.objects.covering(reader.on).filter(offender__in=ids).order_by("admitted_on"):
            by_person[spell.offender_id].custody = spell
    if lens.reads(Category.SCORES) and reader.run:
        _ranks(reader, ids, by_person)
    for pk, day in last_kept(ids, reader.on).items():
        by_person[pk].contact = day
    return list(by_person.values())


def _statuses(reader: Reader, ids: list[int], by_person: dict[int, Row]) -> None:
    shown = Offender.objects.filter(pk__in=ids).values_list("pk", shown_status(reader))
    for pk, status in shown if reader.lens.knows_of(Category.SCHEME) else ():
        by_person[pk].status = reader.lens.status(status)


def _cohorts(reader: Reader, ids: list[int], by_person: dict[int, Row]) -> None:
    episodes = Membership.objects.current(reader.on).filter(offender__in=ids).select_related("cohort")
    if not reader.lens.knows_of(Category.SCHEME):
        return
    for pk, names in cohort_names(episodes.order_by("cohort__position"), reader.lens).items():
        by_person[pk].cohorts = names


def cohort_names(episodes: Iterable[Membership], lens: Lens) -> dict[int, list[str]]:
    """The cohorts of each person as a reader may know them, each said once."""
    named: dict[int, list[str]] = defaultdict(list)
    for episode in episodes:
        name = lens.cohort(episode.cohort)
        if name not in named[episode.offender_id]:
            named[episode.offender_id].append(name)
    return named


def _ranks(reader: Reader, ids: list[int], by_person: dict[int, Row]) -> None:
    assert reader.run
    moved = ranking.movement(reader.run, ids)
    for pk, score in ranking.places(reader.run, ids).items():
        by_person[pk].score = score
        by_person[pk].movement = moved.get(pk)


def last_kept(ids: list[int], on: date) -> dict[int, date]:
    """The latest appointment that each person kept."""
    kept = Contact.objects.filter(offender__in=ids, outcome=Outcome.KEPT, due_on__lte=on).order_by()
    return dict(kept.values("offender").annotate(day=Max("due_on")).values_list("offender", "day"))
