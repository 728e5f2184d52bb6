"""What a row of the register says: read for one page at a time, with the same few queries whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from agencies.categories import Category
from audit.prepared import Day, Ids, Rows, prepared
from casefile.lens import Lens
from casefile.register.reader import Reader
from cohorts.models import Membership
from offenders.models import CaseLead, Contact, CustodySpell, Offender, Outcome
from offenders.policies import views_of
from rag.queries import current_decisions
from ranking.models import Score
from ranking.visible import Moved, shown_movement, shown_places


@dataclass
class Row:
    """One person of the register."""

    person: Offender
    lens: Lens
    status: str | None = None
    cohorts: list[str] = field(default_factory=list)
    lead: CaseLead | None = None
    custody: CustodySpell | None = None
    score: Score | None = None
    movement: Moved | None = None
    contact: date | None = None
    why: str = ""

    @property
    def reads_custody(self) -> bool:
        return self.lens.reads(Category.CUSTODY)


def rows(reader: Reader, page: Sequence[Offender], why: dict[int, str]) -> list[Row]:
    """The rows of one page, each through what the reader has of that person: one statement for all of them."""
    lenses = Lens.of_views(reader.user, views_of(reader.user, [person.pk for person in page]))
    by_person = {
        person.pk: Row(person, lenses[person.pk], why=why.get(person.pk, "")) for person in page if person.pk in lenses
    }
    for fill in (_statuses, _cohorts, _leads, _custody, _ranks, _contacts):
        fill(reader, by_person)
    return list(by_person.values())


def _statuses(reader: Reader, by_person: dict[int, Row]) -> None:
    decided = current_decisions(by_person, reader.on, also=["proposal"])
    for pk, row in by_person.items():
        row.status = row.lens.holds(decided.get(pk), reader.on)


def _cohorts(reader: Reader, by_person: dict[int, Row]) -> None:
    """The cohorts of each as the reader may know them, each said once."""
    for episode in _episodes(people=by_person, on=reader.on):
        row = by_person[episode.offender_id]
        name = row.lens.cohort(episode.cohort)
        if row.lens.knows_of(Category.SCHEME) and name not in row.cohorts:
            row.cohorts.append(name)


def _leads(reader: Reader, by_person: dict[int, Row]) -> None:
    for lead in _in_force(people=by_person, on=reader.on):
        by_person[lead.offender_id].lead = lead


def _custody(reader: Reader, by_person: dict[int, Row]) -> None:
    if not reader.lens.knows_of(Category.CUSTODY):
        return
    for spell in _covering(people=by_person, on=reader.on):
        row = by_person[spell.offender_id]
        row.custody = spell if row.lens.knows_of(Category.CUSTODY) else None


def _ranks(reader: Reader, by_person: dict[int, Row]) -> None:
    if reader.run is None:
        return
    ids = [pk for pk, row in by_person.items() if row.lens.reads(Category.SCORES)]
    moved = shown_movement(reader.user, reader.run, ids)
    for pk, score in shown_places(reader.user, reader.run, ids).items():
        by_person[pk].score = score
        by_person[pk].movement = moved.get(pk)


def _contacts(reader: Reader, by_person: dict[int, Row]) -> None:
    """The latest appointment that each person kept: its day and that it was kept are known at a flag."""
    ids = [pk for pk, row in by_person.items() if row.lens.knows_of(Category.ENGAGEMENT)]
    for pk, day in _kept(people=ids, on=reader.on):
        by_person[pk].contact = day


@prepared
def _episodes(people: Ids, on: Day) -> Rows:
    episodes = Membership.objects.current(on).filter(offender__in=people).select_related("cohort")
    return episodes.order_by("cohort__position")


@prepared
def _in_force(people: Ids, on: Day) -> Rows:
    return CaseLead.objects.in_force(on).filter(offender__in=people).select_related("agency", "officer")


@prepared
def _covering(people: Ids, on: Day) -> Rows:
    return CustodySpell.objects.covering(on).filter(offender__in=people).order_by("admitted_on")


@prepared
def _kept(people: Ids, on: Day) -> Rows:
    kept = Contact.objects.filter(offender__in=people, outcome=Outcome.KEPT, due_on__lte=on).order_by()
    return kept.values("offender").annotate(day=Max("due_on")).values_list("offender", "day")
