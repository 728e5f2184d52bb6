"""The bar at the top of every page of a person: read once, shown on each of their pages."""

from dataclasses import dataclass, field
from datetime import date

from agencies.categories import Category
from audit.prepared import Day, Number, Rows, prepared
from casefile.lens import Lens
from casefile.register.reader import Reader
from cohorts.models import Membership
from offenders.facts import markers as marked
from offenders.models import CaseLead, CustodySpell, Involvement, Offender, Supervision
from rag.models import Decision
from rag.queries import current_decisions
from rag.visible import ADVICE, ASK_LEAD
from ranking.models import Score
from ranking.visible import Moved, shown_movement, shown_places


@dataclass
class Identity:
    """What the bar says. `status` is as the reader may see it; `decision` only where its words may be shown."""

    person: Offender
    status: str | None = None
    decision: Decision | None = None
    reason: str = ""
    custody: CustodySpell | None = None
    supervision: Supervision | None = None
    cohorts: list[tuple[str, date]] = field(default_factory=list)
    selected_on: date | None = None
    lead: CaseLead | None = None
    supporting: list[str] = field(default_factory=list)
    score: Score | None = None
    movement: Moved | None = None
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    markers: list[marked.Shown] = field(default_factory=list)

    @property
    def advice(self) -> str:
        """What somebody must do before contact where they may not know why: RED or a warning, in the same words."""
        return ADVICE[ASK_LEAD] if self.status == ASK_LEAD else ""

    @property
    def warning(self) -> str:
        """Who manages somebody under MAPPA level 2 or 3: every decision of the scheme carries it."""
        return marked.warning_of(self.markers)


def identity(reader: Reader, person: Offender) -> Identity:
    lens, on = reader.lens, reader.on
    bar = Identity(person)
    if lens.knows_of(Category.SCHEME):
        _scheme(reader, bar)
    if lens.knows_of(Category.CUSTODY):
        bar.custody = next(iter(_covering(person=person.pk, on=on)), None)
    if lens.knows_of(Category.SUPERVISION):
        bar.supervision = next(iter(current_supervisions(person, on)), None)
    bar.lead = next(iter(_leading(person=person.pk, on=on)), None)
    bar.supporting = _supporting(bar, person, on)
    if lens.reads(Category.SCORES) and reader.run:
        bar.score = shown_places(reader.user, reader.run, [person.pk]).get(person.pk)
        bar.movement = shown_movement(reader.user, reader.run, [person.pk]).get(person.pk)
    if lens.reads(Category.IDENTIFIERS):
        named = (("PNC", person.pnc_id), ("CRN", person.crn), ("Prison number", person.prison_number))
        bar.identifiers = [(name, value) for name, value in named if value]
    bar.markers = marked.standing(person, lens.levels, lens.user, on)
    return bar


def _scheme(reader: Reader, bar: Identity) -> None:
    """The decided status and the cohorts, each as the reader may know them."""
    lens, person, on = reader.lens, bar.person, reader.on
    decision = current_decisions([person.pk], on, also=["decided_by_user", "proposal"]).get(person.pk)
    bar.status = lens.holds(decision, on)
    if lens.reads(Category.SCHEME):
        bar.decision = decision
        bar.reason = readable_reason(lens, bar)
    episodes: list[Membership] = _episodes(person=person.pk, on=on)
    episodes.sort(key=lambda episode: (episode.selected_on, episode.pk))
    bar.selected_on = episodes[0].selected_on if episodes else None
    for episode in episodes:
        name = lens.cohort(episode.cohort)
        if name not in [said for said, _ in bar.cohorts]:
            bar.cohorts.append((name, episode.selected_on))


def readable_reason(lens: Lens, bar: Identity) -> str:
    """The panel's own words, for those from whom nothing of the decision is hidden: words may name anything."""
    if bar.decision is None or bar.status != bar.decision.status:
        return ""
    return bar.decision.reason if lens.reads(Category.OFFENDING) else ""


def current_supervisions(person: Offender, on: date) -> list[Supervision]:
    return _supervised(person=person.pk, on=on)


@prepared
def _covering(person: Number, on: Day) -> Rows:
    return CustodySpell.objects.covering(on).filter(offender=person).order_by("-admitted_on")[:1]


@prepared
def _leading(person: Number, on: Day) -> Rows:
    leads = CaseLead.objects.in_force(on).filter(offender=person).select_related("agency", "officer")
    return leads.order_by("pk")[:1]


@prepared
def _episodes(person: Number, on: Day) -> Rows:
    return Membership.objects.current(on).filter(offender=person).select_related("cohort")


@prepared
def _supervised(person: Number, on: Day) -> Rows:
    return Supervision.objects.in_force(on).filter(offender=person).order_by("started_on", "pk")


@prepared
def _involved(person: Number, on: Day) -> Rows:
    return Involvement.objects.in_force(on).filter(offender=person).values_list("agency__name", "reason")


def _supporting(bar: Identity, person: Offender, on: date) -> list[str]:
    """The agencies beside the lead that support the case."""
    involved = _involved(person=person.pk, on=on)
    names = {name for name, reason in involved if reason in ("supports", "supervises", "action")}
    return sorted(names - ({bar.lead.agency.name} if bar.lead else set()))
