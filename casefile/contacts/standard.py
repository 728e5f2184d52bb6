"""How many appointments a week are asked and how many were kept, for one person or for a list of them.

The scheme's row depends on the cohort and the status: each reader has it by what they may see of these, so that a
number gives neither away. Weeks in custody ask nothing, for who may know of custody.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from agencies.categories import Category
from audit.prepared import Day, Ids, Rows, prepared
from casefile.lens import Lens
from cohorts.models import Membership
from contacts.models import ContactStandard, PersonStandard
from contacts.rules.standards import Kept, OwnRow, SchemeRow, Standard, Week, mondays, of_person, of_scheme, week
from offenders.models import Contact, CustodySpell
from offenders.models.contacts import ContactKind
from rag.models import Decision
from rag.queries import current_decisions


@dataclass
class _Facts:
    cohorts: list[str] = field(default_factory=list)
    status: str = ""
    own: list[OwnRow] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    inside: list[tuple[date, date | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """What stands this week, and the weeks: this one first, then the last four."""

    now: Standard
    weeks: list[Week]

    @property
    def this_week(self) -> Week:
        return self.weeks[0]


def may_see(lens: Lens) -> bool:
    return lens.reads(Category.ENGAGEMENT, Category.SCHEME)


def before(lens: Lens, row: PersonStandard, on: date) -> Standard:
    """What stood until a decision: the one before it, else what the scheme asks; nothing where it asks nothing."""
    own = PersonStandard.objects.filter(offender=row.offender, from_on__lt=row.from_on)
    rows = [OwnRow(each.weekly, each.at_home, each.from_on) for each in own]
    facts = _facts({row.offender_id: lens}, on).get(row.offender_id, _Facts())
    return of_person(rows, row.from_on) or of_scheme(_scheme(), facts.cohorts, facts.status, on) or Standard(0, 0)


def _scheme() -> list[SchemeRow]:
    return [
        SchemeRow(row.weekly, row.at_home, row.from_on, row.cohort, row.status, row.source) for row in _of_the_scheme()
    ]


def of_people(lenses: Mapping[int, Lens], on: date) -> dict[int, Shown]:
    """For those on a cohort whose appointments and scheme the reader reads. Six statements, however many people."""
    lenses = {pk: lens for pk, lens in lenses.items() if may_see(lens)}
    facts = _facts(lenses, on)
    if not facts:
        return {}
    rows = _scheme()
    shown = {pk: _shown(found, rows, on) for pk, found in facts.items()}
    return {pk: each for pk, each in shown.items() if each is not None}


def _shown(facts: _Facts, rows: list[SchemeRow], on: date) -> Shown | None:
    weeks = [week(day, facts.kept, _standing(facts, rows, day), facts.inside, on) for day in mondays(on)]
    now = weeks[0].standard
    return Shown(now, weeks) if now is not None else None


def last_week(lenses: Mapping[int, Lens], on: date, decisions: Mapping[int, Decision]) -> dict[int, Week]:
    """The week that ended last, of those on a cohort. `decisions` are the standing ones, which the reader has read."""
    monday = mondays(on)[1]
    facts = _facts(lenses, on, monday, decisions)
    rows = _scheme() if facts else []
    found = {}
    for pk, known in facts.items():
        standard = _standing(known, rows, monday)
        found[pk] = week(monday, known.kept, standard, known.inside, on)
    return found


def _standing(facts: _Facts, rows: list[SchemeRow], monday: date) -> Standard | None:
    """The scheme's rows are read as they stand in the week, the status as it stands today."""
    sunday = monday + timedelta(days=6)
    return of_person(facts.own, monday) or of_scheme(rows, facts.cohorts, facts.status, sunday)


def _facts(
    lenses: Mapping[int, Lens], on: date, since: date | None = None, decisions: Mapping[int, Decision] | None = None
) -> dict[int, _Facts]:
    people, since = list(lenses), since or mondays(on)[-1]
    found: dict[int, _Facts] = defaultdict(_Facts)
    for row in _episodes(people=people, on=on):
        seen = lenses[row.offender_id].sees_cohort(row.cohort)
        found[row.offender_id].cohorts += [row.cohort.code] if seen else []
    if decisions is None:
        decisions = current_decisions(list(found), on, also=["proposal"])
    for pk, decision in decisions.items():
        if pk not in found:
            continue
        found[pk].status = lenses[pk].holds(decision, on) or ""
    for own in _own(people=found):
        found[own.offender_id].own.append(OwnRow(own.weekly, own.at_home, own.from_on))
    for pk, day, kind in _kept(people=found, since=since, on=on):
        found[pk].kept.append(Kept(day, kind == ContactKind.HOME_VISIT))
    _inside(found, lenses, on)
    return found


def _inside(found: dict[int, _Facts], lenses: Mapping[int, Lens], on: date) -> None:
    known = [pk for pk in found if lenses[pk].knows_of(Category.CUSTODY)]
    for pk, begins, ends in _spells(people=known, on=on):
        found[pk].inside.append((begins, ends))


@prepared
def _of_the_scheme() -> Rows:
    return ContactStandard.objects.all()


@prepared
def _episodes(people: Ids, on: Day) -> Rows:
    return Membership.objects.current(on).filter(offender__in=people).select_related("cohort")


@prepared
def _own(people: Ids) -> Rows:
    return PersonStandard.objects.filter(offender__in=people).order_by("pk")


@prepared
def _kept(people: Ids, since: Day, on: Day) -> Rows:
    kept = Contact.objects.filter(offender__in=people, outcome="kept", due_on__gte=since, due_on__lte=on)
    return kept.values_list("offender_id", "due_on", "kind")


@prepared
def _spells(people: Ids, on: Day) -> Rows:
    spells = CustodySpell.objects.filter(offender__in=people, admitted_on__lte=on)
    return spells.values_list("offender_id", "admitted_on", "released_on")
