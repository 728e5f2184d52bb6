"""Reading consents: to whom the agreement gives what by consent alone, and one person's page of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agencies.agreements.queries import cells, in_force
from agencies.categories import IF_CONSENT, Category
from agencies.models import Agency, User
from audit.prepared import Day, Number, Rows, prepared
from offenders.consent.rules import Days, Reach, State, state
from offenders.models import Consent, Involvement, Offender

Recipients = dict[Category, list[Agency]]
# How a state looks as a tag, beside its words.
LOOKS = {State.IN_FORCE: "tag--good", State.RUNS_OUT: "tag--bad", State.NOT_YET: "tag--strong"}


def recipients(on: date) -> Recipients:
    """The agencies to which the agreement in force gives a category only where the person has consented."""
    found = cells(in_force(on))
    by_category: Recipients = {}
    for agency in _agencies() if found else ():
        own, of_kind = f"{agency.kind}/{agency.code}", agency.kind
        for category in Category:
            words = found.get((own, category)) or found.get((of_kind, category))
            if words is not None and words.everyday == IF_CONSENT:
                by_category.setdefault(category, []).append(agency)
    return by_category


def is_involved(agency: Agency | None, offender: Offender, on: date) -> bool:
    return agency is not None and bool(_involvements(person=offender.pk, agency=agency.pk, on=on))


@prepared
def _involvements(person: Number, agency: Number, on: Day) -> Rows:
    rows = Involvement.objects.in_force(on).filter(agency=agency, offender=person)
    return rows.values_list("pk", flat=True)[:1]


@prepared
def _agencies() -> Rows:
    return Agency.objects.all()


@prepared
def categories_given(person: Number) -> Rows:
    return Consent.objects.filter(offender=person).order_by().values_list("category", flat=True)


def days_of(consent: Consent) -> Days:
    return Days(consent.given_on, consent.until_on, consent.withdrawn_on)


def state_of(consent: Consent, on: date) -> State:
    return state(days_of(consent), on)


def seen_by(user: User, offender: Offender, reaches: dict[Category, Reach]) -> QuerySet[Consent]:
    """The consents of a person that a reader may know of: all of some categories, their own agency's of others."""
    whole = [category for category, reach in reaches.items() if reach >= Reach.WHOLE]
    own = [category for category, reach in reaches.items() if reach == Reach.OWN]
    mine = Q(category__in=whole) | Q(category__in=own, agency=user.agency_id)
    rows = Consent.objects.filter(mine, offender=offender)
    return rows.select_related("agency", "recorded_by__agency", "withdrawn_by__agency").order_by("-given_on", "-pk")


@dataclass(frozen=True)
class Row:
    """One consent as the page shows it."""

    consent: Consent
    state: State
    on: date
    followed: bool = False

    @property
    def look(self) -> str:
        return LOOKS.get(self.state, "")

    @property
    def days_left(self) -> int | None:
        """How many days it still counts, where it runs out soon."""
        until = self.consent.until_on
        return (until - self.on).days if until and self.state is State.RUNS_OUT else None

    @property
    def renewable(self) -> bool:
        """It stands and has an end, and none follows it yet."""
        return self.state.stands and self.consent.until_on is not None and not self.followed

    @property
    def to_ask_again(self) -> bool:
        """It runs out soon, and none follows it."""
        return self.state is State.RUNS_OUT and not self.followed


@dataclass(frozen=True)
class Offer:
    """What the agreement would give one agency, and whether the person has consented."""

    agency: Agency
    given: bool
    involved: bool


@dataclass(frozen=True)
class Part:
    """One category's part of a page: what stands, what is over, and what the agreement gives with consent."""

    category: Category
    reach: Reach
    now: list[Row]
    past: list[Row]
    offers: list[Offer]

    @property
    def records(self) -> bool:
        return self.reach is Reach.RECORDS


def parts(user: User, offender: Offender, reaches: dict[Category, Reach], on: date) -> list[Part]:
    """A person's consents, category by category, as far as this reader may know of them."""
    rows = list(seen_by(user, offender, reaches))
    by_consent = recipients(on)
    involved = set(offender.involvements.in_force(on).values_list("agency", flat=True))
    return [
        _part(category, reach, rows, _offered(by_consent.get(category, []), reach, user), involved, on)
        for category, reach in reaches.items()
        if reach > Reach.NOTHING
    ]


def _offered(agencies: Iterable[Agency], reach: Reach, user: User) -> list[Agency]:
    return [agency for agency in agencies if reach >= Reach.WHOLE or agency.pk == user.agency_id]


def _part(
    category: Category, reach: Reach, rows: list[Consent], agencies: list[Agency], involved: set[int], on: date
) -> Part:
    of_it = [consent for consent in rows if consent.category == category]
    states = {consent.pk: state_of(consent, on) for consent in of_it}
    to_come = {consent.agency_id for consent in of_it if states[consent.pk] is State.NOT_YET}
    shown = [Row(c, states[c.pk], on, c.agency_id in to_come) for c in of_it]
    standing = {row.consent.agency_id for row in shown if row.state.stands}
    return Part(
        category,
        reach,
        [row for row in shown if not row.state.over],
        [row for row in shown if row.state.over],
        [Offer(agency, agency.pk in standing, agency.pk in involved) for agency in agencies],
    )
