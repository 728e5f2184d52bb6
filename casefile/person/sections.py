"""The pages of a person: what each holds, and which category a reader must have to know that it is there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Prefetch

from agencies.categories import Category, Level
from agencies.models import Agency
from agencies.paging import page_of
from agencies.templatetags.iom_pages import uk_date
from audit.models import Sourced
from audit.prepared import Number, Rows, prepared
from casefile.contacts import listing as appointments
from casefile.custody import section as custody
from casefile.events import told
from casefile.lens import Lens
from casefile.pathways import section as pathways
from casefile.person import charts, rank, removed, timeline
from casefile.person.identity import Identity
from casefile.register.reader import Reader
from cohorts.models import Membership
from enforcement.models import DrugTest, Regime
from offenders.events.intelligence import may_sanitise
from offenders.events.rules import FOLLOWS
from offenders.models import Disposal, InvolvementReason, Offence
from offenders.policies import View
from offenders.writing import may_correct
from rag import registrations
from rag.models import DecidedBy, Decision, Proposal, Status
from rag.queries import LATEST_FIRST, decided_runs
from rag.rule_sets import thresholds
from rag.rules import Decided, answers, reactive

Load = Callable[[Reader, Identity, Any], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One page: its name in the address, its words, the categories of which one is needed, and what it reads."""

    name: str
    words: str
    needs: tuple[Category, ...]
    load: Load
    whole: bool = True

    def may(self, reader: Reader) -> bool:
        see = reader.lens.reads if self.whole else reader.lens.knows_of
        return any(see(category) for category in self.needs)


def _timeline(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    """Everything, by kind and by agency, paged."""
    found = timeline.events(bar.person, reader.on, reader.lens)
    kind, agency = request.GET.get("kind", ""), request.GET.get("agency", "")
    kinds = [(k, words) for k, words in timeline.KINDS.items() if any(event.kind == k for event in found)]
    agencies = sorted({event.agency for event in found if event.agency})
    rows = [e for e in found if kind in ("", e.kind) and agency in ("", e.agency)]
    return {"page": page_of(request, rows), "kinds": kinds, "agencies": agencies, "kind": kind, "agency": agency}


def _offending(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    if not reader.lens.reads(Category.OFFENDING):
        return {"dates": list(bar.person.arrests.order_by("-arrested_on").values_list("arrested_on", flat=True))}
    offences = Offence.objects.select_related("offence_code", "area", *WRITER)
    offences = offences.order_by("-offence_code__severity", "pk")
    arrests = bar.person.arrests.filter(arrested_on__lte=reader.on).prefetch_related(Prefetch("offences", offences))
    page = page_of(request, arrests.select_related(*WRITER).order_by("-arrested_on", "-pk"))
    wanted = bar.person.warrants.filter(issued_on__lte=reader.on).select_related("resolved_by", *WRITER)
    theirs = partial(_theirs, reader, Category.OFFENDING)
    return {
        "arrests": [(arrest, theirs(arrest), [(o, theirs(o)) for o in arrest.offences.all()]) for arrest in page],
        "page": page,
        "wanted": [(marker, theirs(marker)) for marker in wanted.order_by("-issued_on")],
        "positive": Disposal.positive(),
        "changes": {disposal.value for disposal, following in FOLLOWS.items() if following},
        "chart": offence_years(reader, bar),
        "adds": _adds(reader, Category.OFFENDING),
    }


WRITER = ("created_by__agency",)


def _theirs(reader: Reader, part: Category, row: Sourced) -> bool:
    """Whether the reader may correct a row of this part: what a link to it asks first."""
    lens = reader.lens
    return lens.how is not None and may_correct(View(lens.how, lens.levels), part, row, reader.user)


def _adds(reader: Reader, *parts: Category) -> bool:
    return any(reader.lens.levels.level(part) >= Level.ADD for part in parts)


def offence_years(reader: Reader, bar: Identity) -> charts.YearChart | None:
    """Offences a year by the day of arrest, those with a positive disposal, the day of selection marked."""
    if not reader.lens.reads(Category.OFFENDING):
        return None
    return charts.years(_proved(person=bar.person.pk), reader.on, bar.selected_on)


@prepared
def _proved(person: Number) -> Rows:
    proved = Offence.objects.filter(arrest__offender=person, disposal__in=Disposal.positive())
    return proved.values_list("arrest__arrested_on", flat=True)


def _supervision(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    return custody.load(reader, bar)


def _tests(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    seen = DrugTest.objects.filed_under(reader.lens.parts).filter(offender=bar.person, tested_on__lte=reader.on)
    page = page_of(request, seen.select_related(*WRITER).order_by("-tested_on", "-pk"))
    tests = [(test, _theirs(reader, Regime(test.regime).category, test)) for test in page]
    return {"page": page, "tests": tests, "adds": _adds(reader, Category.TESTS, Category.TREATMENT)}


def _intelligence(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    """The original with what partners read of it; who does not read the original has that alone."""
    lens = reader.lens
    if not lens.reads(Category.INTELLIGENCE_ORIGINAL):
        return {"page": page_of(request, told.sanitised(bar.person, lens))}
    reports = bar.person.intelligence_reports.filter(received_on__lte=reader.on).order_by("-received_on", "-pk")
    page = page_of(request, reports.select_related("sanitised__changed_by", "sanitised__created_by", *WRITER))
    theirs = partial(_theirs, reader, Category.INTELLIGENCE_ORIGINAL)
    return {
        "page": page,
        "reports": [(report, theirs(report)) for report in page],
        "names": dict(Agency.objects.values_list("code", "name")),
        "adds": _adds(reader, Category.INTELLIGENCE_ORIGINAL),
        "sanitises": lens.how is not None and may_sanitise(View(lens.how, lens.levels)),
    }


def _history(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    """The scheme's own history: episodes on cohorts, decided statuses, who led, which agencies are involved."""
    lens, person = reader.lens, bar.person
    episodes = Membership.objects.filter(offender=person).select_related("cohort", "deselection_code")
    decisions = Decision.objects.filter(offender=person, effective_on__lte=reader.on)
    decisions = decisions.select_related("decided_by_user", "proposal").order_by(*LATEST_FIRST)
    by_number = {row.pk: row for row in decisions}
    plain = [Decided(d.pk, d.ref, d.effective_on, d.status, d.decided_by == DecidedBy.PANEL) for d in decisions]
    answered = {pk: panel.id for pk, panel in answers(plain).items()}
    return {
        "episodes": [(row, lens.cohort(row.cohort), lens.referrer(row)) for row in episodes.order_by("-selected_on")],
        "decisions": [
            (
                row,
                lens.decided(row),
                lens.reads(Category.OFFENDING),
                _answered(row, by_number.get(answered.get(row.pk, 0)), lens),
            )
            for row in decisions
        ],
        "leads": person.leads.select_related("agency", "officer").order_by("-from_on"),
        "involved": person.involvements.in_force(reader.on)
        .exclude(reason__in=[] if lens.reads(Category.ENGAGEMENT) else [InvolvementReason.APPOINTMENT])
        .exclude(reason__in=[] if lens.reads(Category.PATHWAYS) else [InvolvementReason.PLAN_ITEM])
        .select_related("agency")
        .order_by("agency__position", "reason"),
        "proposals": Proposal.objects.filter(offender=person).count(),
        **_standing(reader, bar),
    }


def _standing(reader: Reader, bar: Identity) -> dict[str, Any]:
    """Of the status that holds: reactive management by its days, and what the probation system's list says."""
    lens, person, on = reader.lens, bar.person, reader.on
    found: dict[str, Any] = {}
    if lens.reads(Category.SCHEME) and bar.status in (Status.GREEN, Status.GREEN_RM):
        days = reactive(decided_runs([person.pk], on).get(person.pk), thresholds(on))
        found = {"reactive": days, "reached": days is not None and days.due(on)}
    if lens.reads(*registrations.NEEDS):
        found["registered"] = registrations.said_of(person, on)
    return found


def _answered(row: Decision, panel: Decision | None, lens: Lens) -> str:
    """What the next panel made of a decision between panels, by the statuses that the reader is shown of both."""
    if row.decided_by != DecidedBy.INTERIM:
        return ""
    if panel is None:
        return f"The next panel looks at it, by {uk_date(row.review_on)}" if row.review_on else ""
    word = "Confirmed" if lens.decided(row) == lens.decided(panel) else "Changed"
    return f"{word} by the panel of {uk_date(panel.effective_on)}"


def _removed(reader: Reader, bar: Identity, request: Any) -> dict[str, Any]:
    return {"page": page_of(request, removed.of_person(bar.person, reader.lens))}


SECTIONS = [
    Section("timeline", "Timeline", (Category.IDENTITY,), _timeline),
    Section("offending", "Offending", (Category.OFFENDING,), _offending, whole=False),
    Section(
        "supervision", "Supervision and custody", (Category.SUPERVISION, Category.CUSTODY), _supervision, whole=False
    ),
    Section("tests", "Drug tests", (Category.TESTS, Category.TREATMENT), _tests),
    Section("appointments", "Appointments", (Category.ENGAGEMENT,), appointments.load),
    Section("pathways", "Pathways", (Category.PATHWAYS,), pathways.load),
    Section(
        "intelligence",
        "Intelligence",
        (Category.INTELLIGENCE_ORIGINAL, Category.INTELLIGENCE_SANITISED),
        _intelligence,
    ),
    Section("rank", "Rank and scores", (Category.SCORES,), rank.load),
    Section("history", "History", (Category.SCHEME,), _history),
    Section("removed", "Removed", (Category.IDENTITY,), _removed),
]
