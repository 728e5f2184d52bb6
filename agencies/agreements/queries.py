"""Reading agreements whole: the matrix, one party's share, and what a page says at its top."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.agreements import rules
from agencies.agreements.default import KINDS
from agencies.agreements.rules import Words
from agencies.categories import Category, Level
from agencies.models import Agency, AgencyKind, Agreement, AgreementLevel, User
from audit.prepared import Day, Number, Rows, prepared

NOT_NAMED = Words(Level.NONE.word, Level.NONE.word)


def in_force(on: date) -> Agreement | None:
    return next(iter(_in_force(on=on)), None)


@prepared
def _in_force(on: Day) -> Rows:
    return Agreement.objects.in_force(on)[:1]


@prepared
def _levels(agreement: Number) -> Rows:
    return AgreementLevel.objects.filter(agreement=agreement).select_related("agency")


def party_of(row: AgreementLevel) -> str:
    """The name of a party in tables: its kind, or for one agency its kind and code, local_authority/housing."""
    return f"{row.agency.kind}/{row.agency.code}" if row.agency else str(row.kind)


def cells(agreement: Agreement | None) -> dict[tuple[str, Category], Words]:
    """Every cell of an agreement in its own words, by party and category; one statement."""
    if agreement is None:
        return {}
    rows = _levels(agreement=agreement.pk)
    return {(party_of(row), Category(row.category)): Words(row.word, row.in_room_word) for row in rows}


def parties(found: Iterable[tuple[str, Category]]) -> list[str]:
    """The kinds in the order of the agreement's table, others it names, then single agencies in place of their kind."""
    named = {party for party, _ in found}
    order = [str(kind) for kind in KINDS]
    return [*order, *sorted(named - set(order), key=lambda party: ("/" in party, party))]


def share(agreement: Agreement, agency: Agency) -> dict[Category, Words]:
    """What an agreement gives one agency: its own cells, else those of its kind."""
    found = cells(agreement)
    own, of_kind = f"{agency.kind}/{agency.code}", agency.kind
    return {c: found.get((own, c)) or found.get((of_kind, c)) or NOT_NAMED for c in Category}


def share_of_kind(agreement: Agreement, kind: str) -> dict[Category, Words]:
    """What an agreement gives a kind of agency."""
    found = cells(agreement)
    return {category: found.get((kind, category)) or NOT_NAMED for category in Category}


def differences(agreement: Agreement, before: Agreement | None) -> list[rules.Difference]:
    return rules.differences(cells(before), cells(agreement))


@dataclass(frozen=True)
class PartyDifference:
    """What a draft changes for a kind as a whole: its law, or the cohorts that it is named for."""

    kind: str
    what: str
    before: str
    after: str


def party_differences(agreement: Agreement, before: Agreement | None) -> list[PartyDifference]:
    was = _party_words(before)
    return [
        PartyDifference(AgencyKind(kind).label, what, was.get((kind, what), ""), now)
        for (kind, what), now in _party_words(agreement).items()
        if was.get((kind, what), "") != now
    ]


def _party_words(agreement: Agreement | None) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for party in agreement.parties.order_by("kind") if agreement else ():
        found[party.kind, "law"] = party.get_regime_display()
        found[party.kind, "cohorts"] = "all cohorts" if party.every_cohort else ", ".join(party.cohorts) or "none"
        found[party.kind, "exact search"] = "says who is known" if party.told_who_is_known else "says nothing"
    return found


def last_ended(on: date) -> Agreement | None:
    """The agreement that stood last before a day on which none does."""
    return Agreement.objects.approved().filter(starts_on__lte=on).order_by("-starts_on").first()


def is_followed(agreement: Agreement) -> bool:
    """Whether another is in force on the day on which this one expires."""
    return Agreement.objects.in_force(agreement.expires_on).exists() if agreement.expires_on else True


def leads_of(agency: Agency, on: date) -> list[User]:
    """Who leads an agency today."""
    staff = agency.staff.filter(is_active=True, role_holdings__role="agency_lead").order_by("full_name")
    return [user for user in staff if not user.has_left(on)]
