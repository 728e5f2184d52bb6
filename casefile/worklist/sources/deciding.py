"""What waits for who runs the scheme: referrals to screen and to decide, and proposals for a second person.

Each as cohorts.policies has it: nobody is asked to decide on a person whom they lead, nor on what they proposed. A
referral for a cohort of victims, or by a MARAC alone, is a line for who reads of victims (casefile.scheme.shown).
"""

from collections.abc import Iterator
from datetime import date

from agencies.categories import Category
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_at
from cohorts import waiting
from cohorts.models import Referral
from cohorts.policies import runs_the_scheme
from cohorts.rules.referrals import Status
from offenders.policies import How

SEEN = (How.INVOLVED, How.NAMED)


@prepared
def _waiting(people: Ids, reader: Number, on: Day) -> Rows:
    rows = waiting.referrals(reader, on).filter(offender__in=people).select_related("cohort")
    return rows.order_by("referred_on", "pk")


@prepared
def _leaving(people: Ids, reader: Number, on: Day) -> Rows:
    return waiting.deselections(reader, on).filter(offender__in=people).order_by("proposed_on", "pk")


def people_of(scope: Scope) -> list[int]:
    """Of whom the reader may decide: who runs the scheme, of those seen through their agency's involvement."""
    if not runs_the_scheme(scope.user):
        return []
    return [pk for pk in scope.people if scope.has(pk, Category.SCHEME) and scope.views[pk].how in SEEN]


def _referrals(scope: Scope) -> list[Referral]:
    """Read once for the three kinds of line."""

    def read() -> list[Referral]:
        people = people_of(scope)
        return _waiting(people=people, reader=scope.user.pk, on=scope.on) if people else []

    return scope.once("referrals", read)


def _to_decide(scope: Scope) -> Iterator[Referral]:
    """Without those whom the reader leads, and those whom they referred themselves."""
    for row in _referrals(scope):
        if row.status != Status.REFERRED and not row.led and not row.own:  # type: ignore[attr-defined]
            yield row


def to_screen(scope: Scope) -> Iterator[Fact]:
    """A referral whose criteria nobody has read against the records."""
    within = scope.limits["referral_screen"]
    for row in _referrals(scope):
        if row.status == Status.REFERRED:
            due, said = within.after(row.referred_on), f"referred on {uk_date(row.referred_on)}"
            why = f"{said}, to be screened within {within.words}"
            yield _fact(scope, row, due, f"Referral to screen: {row.cohort.name}", why, "Screen it")


def to_decide(scope: Scope) -> Iterator[Fact]:
    """Screened, or deferred until a day that has come; where a proposal waits, that one is answered first."""
    within = scope.limits["referral_decide"]
    for row in _to_decide(scope):
        if row.proposal is None:  # type: ignore[attr-defined]
            since, said = _since(row)
            why = f"{said} {uk_date(since)}, to be decided within {within.words}"
            yield _fact(
                scope, row, within.after(since), f"Referral to decide: {row.cohort.name}", why, "Open the referral"
            )


def _since(row: Referral) -> tuple[date, str]:
    if row.deferred_until is not None:
        return row.deferred_until, "deferred until"
    return row.screened_on or row.referred_on, "screened on"


def to_confirm(scope: Scope) -> Iterator[Fact]:
    """One of a pair proposed; the reader may be the other."""
    within = scope.limits["second_person"]
    for row in _to_decide(scope):
        if row.proposal is not None and row.proposed_by != scope.user.pk:  # type: ignore[attr-defined]
            on = row.proposed_on  # type: ignore[attr-defined]
            why = f"proposed on {uk_date(on)}, to be answered within {within.words}"
            said = f"A proposal waits for a second person: {row.cohort.name}"
            yield _fact(scope, row, within.after(on), said, why, "Answer it", row.proposal)  # type: ignore[attr-defined]


def _fact(scope: Scope, row: Referral, due: date, fact: str, why: str, link: str, proposal: object = 0) -> Fact:
    victims = row.cohort.of_victims or not row.not_by_marac  # type: ignore[attr-defined]
    return Fact(
        row.offender_id,
        due,
        fact,
        why,
        page_at(scope, row.offender_id, "scheme:referral", row.public_id),
        link,
        (row.pk, row.version, proposal),
        (Category.VICTIMS,) if victims else (),
    )


def to_leave(scope: Scope) -> Iterator[Fact]:
    """A deselection that one of a pair proposed, or that a panel decided against the evidence."""
    within, people = scope.limits["second_person"], people_of(scope)
    for row in _leaving(people=people, reader=scope.user.pk, on=scope.on) if people else ():
        yield Fact(
            row.offender_id,
            within.after(row.proposed_on),
            "A deselection waits for a second person",
            f"proposed on {uk_date(row.proposed_on)}, to be answered within {within.words}",
            page_at(scope, row.offender_id, "scheme:of_person"),
            "Answer it",
            (row.pk, row.version),
        )


FOUND = (
    ("referral_screen", "Referral to screen", to_screen),
    ("referral_decide", "Referral to decide", to_decide),
    ("selection_second", "Selection for a second person", to_confirm),
    ("deselection_second", "Deselection for a second person", to_leave),
)
DECIDING = tuple(
    Source(name, words, (Category.SCHEME,), find, permission=Permission.COHORT_DECIDE, on_person=False)
    for name, words, find in FOUND
)
