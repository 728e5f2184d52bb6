"""The figures of the ledger, of the whole scheme; and whom the records would let in whom nobody considered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef

from agencies.categories import Category
from agencies.rules import Levels
from audit.floor import System, as_system
from cohorts.models import Cohort, Membership, Referral, ReferralBy, ReferredBy
from cohorts.rules.screening import Screening, Standing, screen
from cohorts.screening import facts_of
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet
from reporting.rules.facts import Membership as Time
from reporting.rules.ledger import Line, Quarter, ledger, quarters_between

CHUNK = 500
# The way counts, whoever wrote it down.
BY_THE_WAY = (ReferredBy.MARAC, ReferredBy.COURT)


@as_system(System.FIGURES)
def lines(asked: Sequence[Quarter], on: date, *, names_marac: bool = True) -> list[Line]:
    """The ledger of these quarters up to today: what comes after them is not counted.

    That a MARAC referred belongs to victims (spec/access.md, section 2): without these it is another one.
    """
    until = last_day(asked, on)
    people: dict[int, list[Time]] = defaultdict(list)
    referrers: dict[str, str] = {}
    rows = Membership.objects.filter(offender__withdrawn=False, selected_on__lte=until).select_related("cohort")
    agencies = _agencies()
    for row in rows.order_by("pk"):
        off = row.deselected_on if row.deselected_on and row.deselected_on <= until else None
        ref = str(row.pk)
        time = Time(row.selected_on, off, row.deselection_code_id if off else None, row.cohort.code, ref)
        people[row.offender_id].append(time)
        by = ReferredBy(row.referred_by)
        if by is ReferredBy.MARAC and not names_marac:
            by = ReferredBy.OTHER
        referrers[ref] = by.label if by in BY_THE_WAY or not names_marac else agencies.get(row.referral_id, by.label)
    return ledger(people, asked, referrers)


def _agencies() -> dict[int | None, str]:
    """Which agency referred first, by referral."""
    rows = ReferralBy.objects.order_by("-referred_on", "-pk").values_list("referral", "agency__name")
    return dict(rows)


def last_day(asked: Sequence[Quarter], on: date) -> date:
    return min(on, asked[-1].last)


@as_system(System.FIGURES)
def quarters_covered(on: date) -> list[Quarter]:
    """From the one in which the first member of the register was selected; the latest first."""
    first = Membership.objects.filter(offender__withdrawn=False).aggregate(day=Min("selected_on"))["day"]
    return quarters_between(min(first or on, on), on)[::-1]


@as_system(System.FIGURES)
def against_the_maximum(until: date) -> list[tuple[Cohort, int]]:
    """Each cohort with how many are on it on the day."""
    held = Membership.objects.current(until).filter(offender__withdrawn=False)
    counts: dict[int, int] = defaultdict(int)
    for cohort in held.values_list("cohort", flat=True):
        counts[cohort] += 1
    return [(cohort, counts[cohort.pk]) for cohort in Cohort.objects.all()]


@dataclass(frozen=True)
class Missed:
    """Somebody who meets a cohort's criteria by the records, and whom nobody ever considered for it."""

    person: Offender
    cohort: Cohort
    found: Screening

    @property
    def words(self) -> list[str]:
        return [one.text for each in self.found.requirements for one in each if one.standing is Standing.MET]


def never_considered(people: OffenderQuerySet, levels: Levels, on: date) -> list[Missed]:
    """ "So that nobody is missed": of these people those on no cohort, without a referral for the one they fit.

    A cohort is asked for only where the reader reads every part that its checks look into: who is on the list would
    say the rest.
    """
    theirs = Membership.objects.filter(offender=OuterRef("pk"))
    outside = people.filter(~Exists(theirs.current(on))).order_by("family_name", "given_names", "pk")
    rows = list(outside.select_related("area"))
    cohorts = [cohort for cohort in Cohort.objects.open(on) if cohort.checks and levels.reads(*cohort.categories)]
    found: list[Missed] = []
    for start in range(0, len(rows), CHUNK):
        found += _of_chunk(rows[start : start + CHUNK], cohorts, levels, on)
    return found


def _of_chunk(rows: list[Offender], cohorts: list[Cohort], levels: Levels, on: date) -> list[Missed]:
    ids = [row.pk for row in rows]
    considered = set(Referral.objects.filter(offender__in=ids).values_list("offender_id", "cohort_id"))
    considered |= set(Membership.objects.filter(offender__in=ids).values_list("offender_id", "cohort_id"))
    facts = facts_of(ids, on)
    found = []
    for row in rows:
        for cohort in cohorts:
            if (row.pk, cohort.pk) not in considered:
                screening = screen(cohort.checks, facts[row.pk], on)
                if screening.standing is Standing.MET and levels.reads(*parts(screening)):
                    found.append(Missed(row, cohort, screening))
    return found


def parts(screening: Screening) -> set[Category]:
    return {part for each in screening.requirements for one in each for part in one.categories}


def parts_of(row: Missed) -> set[Category]:
    """What a line of the list shows."""
    return {Category.IDENTITY, *row.cohort.categories, *parts(row.found)}
