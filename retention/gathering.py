"""Gathering a record into passages: every table of a person, as far as whoever gathers may read it.

What each table is filed under stands here once; a table of a person, whatever its path to them, that is not here fails
a test: nobody has said yet whether it is part of what is given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import DateField, ForeignKey, Model, TextField

from agencies.categories import Category
from agencies.models import Agency, Area, User
from agencies.rules import Levels
from cohorts.models import Cohort
from enforcement.models import Regime
from offenders.custody.rules import CATEGORY_OF, PartKind
from offenders.floor.tables import floored
from offenders.models import Associate, Offender
from offenders.writing.changes import fields_of, words_of
from pathways.rules import filed_under
from pathways.rules.plans import part_of_plan
from retention.rules import Known, passages_of, why_to_decide

CategoryOf = Callable[[Any], Category]


def _of_cohort(cohort: Cohort) -> Category:
    """A cohort of victims says something of them."""
    return Category.VICTIMS if cohort.of_victims else Category.SCHEME


# What a row of each table is filed under; a callable where rows differ. None: not part of what is given, with why.
FILED: dict[str, Category | CategoryOf | None] = {
    "offenders.Alias": Category.IDENTITY,
    "offenders.Address": lambda row: Category.IDENTIFIERS if row.until_on else Category.IDENTITY,
    "offenders.Phone": Category.IDENTITY,
    "offenders.Circumstance": Category.IDENTITY,
    "offenders.Marker": Category.BOUNDARIES,
    "offenders.Associate": lambda row: Category(row.filed_under),
    "offenders.Arrest": Category.OFFENDING,
    "offenders.Offence": Category.OFFENDING,
    "offenders.Contact": Category.ENGAGEMENT,
    "offenders.CustodySpell": Category.CUSTODY,
    "offenders.Supervision": Category.SUPERVISION,
    "offenders.IntelligenceReport": Category.INTELLIGENCE_ORIGINAL,
    "offenders.SanitisedReport": Category.INTELLIGENCE_SANITISED,
    "offenders.Note": lambda row: Category(row.category),
    "offenders.AgencyRequest": Category.SCHEME,
    "enforcement.Warrant": Category.OFFENDING,
    "enforcement.DrugTest": lambda row: Regime(row.regime).category,
    "cohorts.Membership": lambda row: _of_cohort(row.cohort),
    "cohorts.Referral": lambda row: _of_cohort(row.cohort),
    "cohorts.ReferralBy": lambda row: Category.VICTIMS if row.route == "marac" else _of_cohort(row.referral.cohort),
    "cohorts.SelectionDecision": lambda row: _of_cohort(row.referral.cohort),
    "cohorts.Deselection": lambda row: _of_cohort(row.cohort) if row.cohort else Category.SCHEME,
    "cohorts.Disagreement": Category.SCHEME,
    "cohorts.Letter": Category.SCHEME,
    "cohorts.SchemeAnswer": Category.SCHEME,
    "cohorts.EngagementCategory": Category.SCHEME,
    "pathways.PathwayAssessment": lambda row: filed_under(row.level.pathway.theme),
    "pathways.PlanItem": lambda row: part_of_plan(row.pathway.theme),
    "pathways.Intervention": lambda row: part_of_plan(row.item.pathway.theme),
    "pathways.ServiceReferral": lambda row: part_of_plan(row.item.pathway.theme),
    "pathways.PlanAgreement": Category.PATHWAYS,
    "pathways.SittingLevel": lambda row: filed_under(row.pathway.theme),
    "ranking.ReceivedScore": Category.SCORES,
    "rag.Decision": Category.SCHEME,
    "rag.Judgement": Category.SCHEME,
    "rag.Registration": Category.OFFENDING,
    "documents.Document": lambda row: Category(row.category),
    "contacts.Appointment": Category.ENGAGEMENT,
    "contacts.ContactNote": Category.ENGAGEMENT,
    "contacts.MissDecision": Category.ENGAGEMENT,
    "contacts.PersonStandard": Category.ENGAGEMENT,
    "offenders.ExpectedRelease": Category.CUSTODY,
    "offenders.PlanPart": lambda row: CATEGORY_OF[PartKind(row.kind)],
    "offenders.PrisonVisit": Category.CUSTODY,
    "offenders.LicenceCondition": Category.SUPERVISION,
    # Who leads and supports, and what was asked, allocated and given to do for it.
    "offenders.Consent": lambda row: Category(row.category),
    "offenders.CaseLead": Category.IDENTITY,
    "allocation.Allocation": Category.IDENTITY,
    "allocation.Transfer": Category.IDENTITY,
    "allocation.Support": Category.IDENTITY,
    "allocation.NeighbourhoodCare": Category.SCHEME,
    "panels.Action": Category.SCHEME,
    "panels.ItemNote": lambda row: Category(row.category),
    "panels.AgencyUpdate": lambda row: Category(row.category),
    "panels.Stance": Category.SCHEME,
    # What every pack begins with: the person's own row.
    "offenders.Offender": None,
    # What another row says already: a series its appointments, a sitting that is not finished its levels, a plan its
    # parts, an entry its contact, a transfer what was handed over and which consents were asked for again, a decision
    # what a panel said; a proposal and a score are worked out from rows that stand here, each night anew.
    "contacts.Series": None,
    "pathways.Sitting": None,
    "contacts.Entered": None,
    "offenders.ReleasePlan": None,
    # The scheme's own papers about answering and keeping, and what only copies another row.
    "documents.DocumentVersion": None,
    "retention.Review": None,
    "retention.Hold": None,
    "retention.Pack": None,
    "retention.Passage": None,
    "documents.RagDocument": None,
    "allocation.HandoverTick": None,
    "allocation.TransferConsent": None,
    "panels.AgendaItem": None,
    "panels.OnScreen": None,
    "panels.ProposalThen": None,
    "panels.Draft": None,
    "panels.Escalation": None,
    "panels.AgendaWish": None,
    "rag.Proposal": None,
    "rag.RuleChange": None,
    "ranking.Score": None,
    "ranking.MatrixMove": None,
    # Who sees the record, by what, and who was told: the scheme's keeping of its own house, and its log says it too.
    "offenders.Involvement": None,
    "offenders.Restriction": None,
    "offenders.RestrictedReader": None,
    "offenders.NamedGrant": None,
    "offenders.BrokenGlass": None,
    "offenders.Notice": None,
    "casefile.PutOff": None,
    # Which records were one person's, or looked like it: the other one is somebody else's.
    "offenders.Join": None,
    "offenders.MovedRow": None,
    "exchange.PossibleDuplicate": None,
}
# Rows that hang by another row of the person.
THROUGH = {
    "offenders.Offence": "arrest__offender",
    "offenders.SanitisedReport": "report__offender",
    "cohorts.ReferralBy": "referral__offender",
    "cohorts.SelectionDecision": "referral__offender",
    "cohorts.Disagreement": "deselection__offender",
    "panels.ItemNote": "item__offender",
    "panels.Stance": "item__offender",
}
# Nobody gives these without looking at each passage.
ALWAYS_DECIDED = {
    Category.INTELLIGENCE_ORIGINAL: "original intelligence",
    Category.INTELLIGENCE_SANITISED: "intelligence",
    Category.TARGETING: "a plan of enforcement",
    Category.VICTIMS: "may concern a victim",
    Category.HEALTH: "health: ask whose note it is",
}
BOILERPLATE = frozenset(
    {
        "source",
        "offender",
        "item",
        "involvement",
        "referral",
        "membership",
        "screening",
        "evidence",
        "deselection",
        "template",
        "document",
    }
)


@dataclass(frozen=True)
class Found:
    """One passage: where it stands, of which day, what it says, and why somebody must decide on it."""

    category: Category
    heading: str
    on: date | None
    text: str
    names: tuple[str, ...] = ()


def sources() -> list[type[Model]]:
    """The tables of a person that a pack is gathered from, in the order of the rooms."""
    return [apps.get_model(label) for label, filed in FILED.items() if filed is not None]


def unfiled() -> set[str]:
    """Tables of a person that nobody has said what they are filed under: none, or a test fails."""
    labels = {m._meta.db_table: m._meta.label for m in apps.get_models(include_auto_created=True)}
    return {labels[one.table] for one in floored() if not one.history} - set(FILED)


def passages(person: Offender, levels: Levels) -> Iterator[Found]:
    """Everything of a person that these levels let be read, the identity first, each part oldest first."""
    known = _known(person)
    yield from _row(person, Category.IDENTITY, "Who the person is", known, skip=frozenset())
    for model in sources():
        filed = FILED[model._meta.label]
        for row in _rows(model, person):
            category = filed(row) if callable(filed) else filed
            if category is not None and levels.reads(category):
                yield from _row(row, category, str(model._meta.verbose_name).capitalize(), known, skip=BOILERPLATE)


def not_gathered(levels: Levels) -> list[Category]:
    """Parts of a record that whoever gathers may not read: another agency is asked for them."""
    return [category for category in Category if not levels.reads(category)]


def _rows(model: type[Model], person: Offender) -> list[Any]:
    relations = [f.name for f in model._meta.concrete_fields if isinstance(f, ForeignKey)]
    rows = model._default_manager.filter(**{THROUGH.get(model._meta.label, "offender"): person})
    rows = rows.select_related(*relations)
    return list(rows.order_by("pk"))


def _known(person: Offender) -> Known:
    own = [person.family_name, person.given_names]
    own += [f"{a.family_name} {a.given_names}" for a in person.aliases.all()]
    ordinary = [*Agency.objects.values_list("name", flat=True), *Area.objects.values_list("name", flat=True)]
    ordinary += Cohort.objects.values_list("name", flat=True)
    others = list(User.objects.exclude(full_name="").values_list("full_name", flat=True))
    associates = Associate.objects.filter(offender=person).select_related("other")
    others += [a.name or f"{a.other.family_name} {a.other.given_names}" for a in associates]
    return Known([*own, *ordinary], others)


def _row(row: Any, category: Category, heading: str, known: Known, *, skip: frozenset[str]) -> Iterator[Found]:
    """A row in words: its short values as one passage, each sentence of its texts as a passage of its own."""
    short: list[Any] = []
    texts: list[Any] = []
    for field in fields_of(type(row)):
        if field.name not in skip and getattr(row, field.attname) not in (None, ""):
            (texts if isinstance(field, TextField) else short).append(field)
    on = _day(row, short)
    always = [ALWAYS_DECIDED[category]] if category in ALWAYS_DECIDED else []
    if line := "; ".join(f"{str(field.verbose_name).capitalize()}: {words_of(row, field.name)}" for field in short):
        others = [name for name in why_to_decide(line, Known(known.own, known.others)) if _is_other(name, known)]
        yield Found(category, heading, on, line, tuple(always + others))
    for field in texts:
        for passage in passages_of(words_of(row, field.name)):
            yield Found(category, heading, on, passage, tuple(always + why_to_decide(passage, known)))


def _is_other(word: str, known: Known) -> bool:
    """Whether a word of a short value is somebody's name that is known: labels are capitalised as well."""
    return any(word.casefold() in name.casefold().split() for name in known.others)


def _day(row: Any, fields: list[Any]) -> date | None:
    return next(
        (getattr(row, f.attname) for f in fields if isinstance(f, DateField) and f.name != "date_of_birth"), None
    )
