"""The agenda that builds itself: who is on it, why, and in which order, as of now. Nothing of it is stored here.

What it makes are the rows that issuing stores (panels.actions.opening); until then every look makes them anew.
Positions are those of the room's screen, whoever looks, so that the frozen order gives nothing away that the room may
not see (spec/access.md, section 2): who is restricted stands last, and is on nobody's screen but theirs who may.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.categories import Category, Level
from agencies.models import Agreement, User
from agencies.rules import Levels
from audit import clock
from cohorts.members import members_on
from cohorts.models import Referral, ReferralBy, Route
from cohorts.settings import numbers
from offenders.models import CustodySpell, ExpectedRelease, Offender, Restriction
from panels.joined import Meeting, everybody_reads
from panels.models import Action, ActionStatus, AgendaItem, AgendaWish, Panel, PanelKind
from panels.rules import agenda_reasons as rules
from panels.rules import back_to_panel, severity
from panels.rules.agenda_reasons import NEEDS, Facts, Reason, Seen, Why, why_on_agenda
from panels.screen import Screen
from rag import facts as rag_facts
from rag.models import Decision, Proposal, Status
from rag.queries import current_decisions, proposals_of, what_follows
from rag.reasons import as_json, missing_as_json
from rag.rule_sets import in_force
from rag.rules import FollowKind, Thresholds, propose_fully
from ranking import queries as ranking
from ranking.models import Run, SettingName
from ranking.settings import settings_in_force

RELEASE_DAYS = "agenda_release_days"


@dataclass(frozen=True)
class Draft:
    """The rows of an agenda as they would be issued now, and the ranking that they were ordered by."""

    items: list[AgendaItem]
    run: Run | None


def draft(panel: Panel, agreement: Agreement | None, on: date | None = None) -> Draft:
    """Everybody whom the agenda has, as of a day (today). Reads everybody: call it as the system's work."""
    day = on or min(clock.today(), panel.held_on)
    wishes = {wish.offender_id: wish for wish in panel.wishes.all()}
    people = _people(panel, wishes, day)
    decisions, proposals = current_decisions(people, day), proposals_of(people, day)
    proposals |= _proposed_now([pk for pk in people if pk not in proposals], day)
    run = ranking.latest_run(day)
    reasons = _reasons(panel, people, wishes, decisions, proposals, run, day)
    items = [
        AgendaItem(
            panel=panel,
            offender=who,
            previous=decisions.get(pk),
            proposal=proposals[pk],
            why=rules.stored(reasons[pk]),
            alone=bool(reasons[pk]),
            minutes=wishes[pk].minutes if pk in wishes else None,
        )
        for pk, who in people.items()
        if pk in proposals
    ]
    return Draft(_in_order(items, wishes, run, agreement), run)


def _people(panel: Panel, wishes: dict[int, AgendaWish], on: date) -> dict[int, Offender]:
    """Who comes by themselves, and who was added; without whom was taken out."""
    found = _by_themselves(panel, on)
    added = [pk for pk, wish in wishes.items() if wish.added or wish.asked_by_id]
    found |= Offender.objects.filter(withdrawn=False).in_bulk([pk for pk in added if pk not in found])
    return {pk: who for pk, who in found.items() if pk not in wishes or not wishes[pk].left_out}


def _by_themselves(panel: Panel, on: date) -> dict[int, Offender]:
    """At a RAG panel all members of the area, at a selection panel who has a referral to decide, else nobody."""
    if panel.kind == PanelKind.RAG:
        return {who.pk: who for who in members_on(on).filter(area=panel.area_id)}
    if panel.kind == PanelKind.SELECTION:
        referred = Referral.objects.open().filter(offender__area=panel.area_id, offender__withdrawn=False)
        return Offender.objects.in_bulk(referred.values_list("offender_id", flat=True))
    return {}


def _proposed_now(people: Collection[int], on: date) -> dict[int, Proposal]:
    """What the rules would propose for whom nothing is stored: who is no member, or was not one last night."""
    if not people:
        return {}
    rule_set = in_force(on)
    limits = Thresholds.from_data(rule_set.thresholds)
    found = {}
    for pk, known in rag_facts.load(people, on):
        verdict = propose_fully(known, on, limits)
        found[pk] = Proposal(
            offender_id=pk,
            as_of=on,
            status=verdict.status,
            reasons=as_json(verdict),
            missing=missing_as_json(verdict),
            rule_set=rule_set,
            current=False,
        )
    return found


def _reasons(
    panel: Panel,
    people: Collection[int],
    wishes: dict[int, AgendaWish],
    decisions: dict[int, Decision],
    proposals: dict[int, Proposal],
    run: Run | None,
    on: date,
) -> dict[int, list[Reason]]:
    referred = _referred(people)
    risen = ranking.movement(run, people, thinned=True) if run else {}
    jump = settings_in_force(on)[SettingName.RISEN_PLACES].number
    within = numbers(on)[RELEASE_DAYS]
    released, due = _released(people, panel.held_on, within), _due(people, panel.held_on)
    follows = {pk: {one.kind for one in found} for pk, found in what_follows(people, on, decisions).items()}
    overdue = _overdue(people, clock.today())
    found = {}
    for pk in people:
        if pk not in proposals:
            continue
        wish, kinds = wishes.get(pk), follows.get(pk, set())
        facts = Facts(
            decided=Status(decisions[pk].status) if pk in decisions else None,
            proposed=Status(proposals[pk].status),
            referred=pk in referred,
            risen=risen.get(pk),
            jump=jump,
            released_days=released.get(pk),
            release_in=due.get(pk),
            release_within=within,
            reactive_due=FollowKind.MAY_ENTER_REACTIVE_MANAGEMENT in kinds,
            deselection_due=FollowKind.DESELECTION_DUE in kinds,
            actions_overdue=overdue[pk],
            added=wish is not None and wish.added,
            asked=wish is not None and wish.asked_by_id is not None,
        )
        found[pk] = [Reason(why, _needs(why, referred.get(pk))) for why in why_on_agenda(facts)]
    return found


def _needs(why: Why, of_referral: frozenset[Category] | None) -> tuple[Category, ...]:
    """A referral belongs to what it is for; that nobody has decided on a member yet is the scheme's alone."""
    if why == Why.NEW_REFERRAL and of_referral:
        return tuple(sorted(of_referral))
    return NEEDS.get(why, (Category.SCHEME,))


def _referred(people: Collection[int]) -> dict[int, frozenset[Category]]:
    """Of each who has an open referral what it gives away: the least that one of their referrals does."""
    found: dict[int, frozenset[Category]] = {}
    rows = Referral.objects.open().filter(offender__in=people).select_related("cohort").order_by("pk")
    open_rows = list(rows)
    ways = ReferralBy.objects.filter(referral__in=open_rows).exclude(route=Route.MARAC)
    not_by_marac = set(ways.values_list("referral_id", flat=True))
    for row in open_rows:
        needs = frozenset(row.cohort.categories)
        if row.pk not in not_by_marac:
            needs |= {Category.VICTIMS}
        if row.offender_id not in found or len(needs) < len(found[row.offender_id]):
            found[row.offender_id] = needs
    return found


def _released(people: Collection[int], held_on: date, within: int) -> dict[int, int]:
    """Days from the last release to the meeting."""
    since = held_on - timedelta(days=within)
    rows = CustodySpell.objects.filter(offender__in=people, released_on__gte=since, released_on__lte=held_on)
    days = rows.order_by("released_on").values_list("offender_id", "released_on")
    return {pk: (held_on - day).days for pk, day in days if day is not None}


def _due(people: Collection[int], held_on: date) -> dict[int, int]:
    """Days from the meeting to the expected release; one expected before it that has not come is due on it."""
    rows = ExpectedRelease.objects.standing(clock.today()).filter(offender__in=people)
    return {pk: max(0, (day - held_on).days) for pk, day in rows.values_list("offender_id", "expected_on")}


def _overdue(people: Collection[int], on: date) -> Counter[int]:
    rows = Action.objects.filter(offender__in=people, status=ActionStatus.OPEN, due_on__lt=on)
    return Counter(rows.order_by().values_list("offender_id", flat=True))


def _in_order(
    items: list[AgendaItem], wishes: dict[int, AgendaWish], run: Run | None, agreement: Agreement | None
) -> list[AgendaItem]:
    """As the room sees them; then where the chair has put them; who is restricted last."""
    room = room_screen(agreement)
    ids = [item.offender_id for item in items]
    restricted = set(Restriction.objects.standing().filter(offender__in=ids).values_list("offender_id", flat=True))
    ranks = {}
    if run is not None and Category.SCORES in room.parts:
        ranks = {pk: place.adult_rank for pk, place in ranking.places(run, ids).items()}

    def key(item: AgendaItem) -> tuple[object, ...]:
        pk, who = item.offender_id, item.offender
        place = wishes[pk].place if pk in wishes else None
        rank = ranks.get(pk)
        shown = room.proposed(item.proposal).status
        was = item.previous.status if item.previous else None
        return (
            pk in restricted,
            not seen_reasons(room, item, rank=rank is not None),
            place is None,
            place or 0,
            not (room.reads(Category.SCHEME) and back_to_panel(was, item.proposal.status)),
            severity_of(shown),
            rank is None,
            rank or 0,
            who.name,
            pk,
        )

    items.sort(key=key)
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def severity_of(shown: str | None) -> int:
    """Worst first as a screen says it; advice in a status's place stands where RED does."""
    if shown in Status.values:
        return severity(Status(shown))
    return severity(Status.RED) if shown == "ASK_LEAD" else len(Status.values)


def room_screen(agreement: Agreement | None) -> Screen:
    """What the room's screen shows of anybody, whoever put it up: what every party reads in the room."""
    room = everybody_reads(agreement)
    levels = Levels({category: Level.READ if category in room else Level.NONE for category in Category})
    return Screen(User(), shared=True, meeting=Meeting(room=room), levels=levels)


def seen_reasons(screen: Screen, item: AgendaItem, *, rank: bool) -> list[Why]:
    """Why somebody is on the agenda, as a screen that is theirs may say it."""
    before = screen.before(item.previous)
    seen = Seen(
        reads=screen.parts,
        proposed=screen.proposed(item.proposal).status,
        decided=before.status if before else None,
        rank=rank,
    )
    return rules.reasons_for(seen, rules.read(item.why))


def unsaved(items: Iterable[AgendaItem]) -> list[Proposal]:
    """The proposals that were worked out for the agenda alone."""
    return [item.proposal for item in items if item.proposal.pk is None]
