"""The world of the grid: one person a scope, each with every fact that the models hold, and one reader a persona.

Eight agencies, one of each kind, and a ninth, the neighbours, whose people the eight know nothing of.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from agencies.models import Agency, ByName, NamedPermission, RoleHolding, Scheme, User
from cohorts.models import Cohort
from exchange.duplicates import SAME_BIRTH
from exchange.models import ImportProblem, ImportRun, ImportStatus, PossibleDuplicate
from offenders.models import (
    BrokenGlass,
    CaseLead,
    Consent,
    Join,
    NamedGrant,
    OffenceCode,
    Offender,
    RestrictedReader,
    Restriction,
)  # fmt: skip
from panels.models import Action, AgendaItem, Attendance, JoinRequest
from pathways.models import PathwayAssessment, PathwayLevel
from rag.models import Decision, Proposal, RuleSet
from ranking.models import Matrix, Run, RunStatus, Score
from tests import factories
from tests.conftest import TODAY
from tests.contacts.rows import contacts_of
from tests.grid import custody, events, keeping, meetings, pathways, scheme, scores
from tests.grid.canaries import Canaries
from tests.grid.filed import filed
from tests.grid.levels import KINDS, PERSONAS, SCOPES, Persona
from tests.grid.rules import changed, drafts_of, previews_of
from tests.grid.worklist import put_off_of, worklist_is_due_in_no_canarys_year
from tests.offenders.fact_rows import facts_of
from tests.panels.meetings import to_come

NEIGHBOURS = "neighbours"
LONG_SINCE = date(2018, 1, 15)
SINCE = date(2018, 1, 16)
AREA_OF = {"other_area": "Bedford"}
# How the eight agencies came to be involved, until when, by scope; the others are the neighbours' alone.
INVOLVED = {
    "own": ("supports", None),
    "consented": ("supports", None),
    "named": ("supports", None),
    "restricted": ("supports", None),
    "known": ("cohort", None),
    "former": ("supports", TODAY - timedelta(days=30)),
    "long_ago": ("leads", TODAY - timedelta(days=200)),
}


@dataclass
class World:
    """People by scope, readers by persona, and what fills the addresses."""

    canaries: Canaries
    people: dict[str, Offender] = field(default_factory=dict)
    readers: dict[str, User] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    of_person: dict[str, dict[str, Any]] = field(default_factory=dict)

    def reader(self, persona: Persona) -> User:
        return self.readers[str(persona)]

    def kwargs(self, filled: str, scope: str = "own") -> dict[str, Any]:
        """`public_id=person name=offending`: words of one person's parts, of the world's, or themselves."""
        pairs = (pair.split("=", 1) for pair in filled.split())
        parts = self.parts | self.of_person.get(scope, {})
        return {name: value if name == "kind" else parts.get(value, value) for name, value in pairs}


def build() -> World:
    world = World(Canaries())
    _scheme()
    worklist_is_due_in_no_canarys_year()
    for persona in PERSONAS:
        world.readers[str(persona)] = _reader(persona)
    lead = _user("neighbours.lead@example.org", "Nadia Neighbour", NEIGHBOURS, "agency_lead")
    other = _user("neighbours.practitioner@example.org", "Ned Neighbour", NEIGHBOURS, "practitioner")
    world.parts |= {
        "neighbour_practitioner": other.pk,
        "neighbour": lead.pk,
        "police_person": world.readers["police/practitioner"].pk,
    }
    _panels(world, lead)
    world.parts["previews"] = previews_of(drafts_of(lead))
    for position, scope in enumerate(SCOPES):
        _person(world, scope, position, lead)
    meetings.sign(world.canaries, world.parts, {scope: of["signed_item"] for scope, of in world.of_person.items()})
    _ranking(world)
    _exchange(world)
    return world


def _scheme() -> None:
    factories.AreaFactory(code="Luton", position=0)
    factories.AreaFactory(code="Bedford", position=1)
    for position, kind in enumerate(KINDS):
        factories.AgencyFactory(code=kind, kind=kind, position=position)
    factories.AgencyFactory(code=NEIGHBOURS, kind="police", position=len(KINDS), name="Neighbours")
    Scheme.objects.create(name="Bedfordshire")


def _user(email: str, name: str, agency: str, *roles: str) -> User:
    user = User.objects.create(email=email, full_name=name, agency=Agency.objects.get(code=agency))
    RoleHolding.objects.bulk_create(RoleHolding(user=user, role=role) for role in roles)
    return user


def _reader(persona: Persona) -> User:
    name = f"{persona.kind} {persona.word}".replace("_", " ").title()
    user = _user(f"{persona.kind}.{persona.word}@example.org", name, persona.kind, persona.role)
    if persona.by_name:
        giver, _ = User.objects.get_or_create(email="giver@example.org", defaults={"full_name": "Gita Giver"})
        NamedPermission.objects.create(
            user=user, permission=ByName.ORIGINAL_INTELLIGENCE, reason="Field intelligence officer.",
            given_by=giver, from_on=LONG_SINCE, until_on=date(2100, 1, 1),
        )  # fmt: skip
    return user


def _panels(world: World, lead: User) -> None:
    chair = world.readers["police/panel_chair"]
    for area in ("Luton", "Bedford"):
        found = factories.sat(factories.AreaFactory(code=area), TODAY, chair, chair=chair)
        world.parts[f"panel of {area}"] = found
    there = Attendance.objects.create(
        panel=world.parts["panel of Luton"], agency=Agency.objects.get(code="drug_service"), name="Somebody Else"
    )
    asks = world.readers["drug_service/practitioner"]
    waits = JoinRequest.objects.create(panel=world.parts["panel of Luton"], user=asks)
    world.parts |= {"waits": waits.pk}
    world.parts |= {"panel": world.parts["panel of Luton"].public_id, "attendance": there.pk}
    luton = factories.AreaFactory(code="Luton")
    world.parts |= to_come(luton, chair) | meetings.of_every_status(luton, chair)


def _person(world: World, scope: str, position: int, lead: User) -> None:
    plant = world.canaries
    who = Offender.objects.create(
        ref=f"REF{position:04}",
        family_name=plant.word(scope, "family_name"),
        given_names=plant.word(scope, "given_names"),
        date_of_birth=plant.day(scope, "born").replace(year=1990),
        sex="M",
        pnc_id=plant.word(scope, "pnc", 13),
        crn=plant.word(scope, "crn", 7),
        prison_number=plant.word(scope, "prison_number", 7),
        area=factories.AreaFactory(code=AREA_OF.get(scope, "Luton")),
        resident=True,
    )
    plant.days[who.date_of_birth] = (scope, "born")
    world.people[scope] = who
    world.of_person[scope] = {"person": who.public_id, "scope": scope}
    _involve(world, scope, who)
    _exceptions(world, scope, who, lead)
    _scheme_of(world, scope, who, position)
    world.of_person[scope] |= _facts(plant, scope, who, position)
    world.of_person[scope] |= pathways.begun(plant, scope, who)
    world.of_person[scope]["put_off"] = put_off_of(who, world.readers["police/panel_chair"], plant, scope)
    world.of_person[scope] |= facts_of(who, lambda fact: plant.word(scope, fact), plant.day(scope, "marker_on"))
    probation = Agency.objects.get(code="probation")
    world.of_person[scope] |= contacts_of(who, probation, lambda fact: plant.word(scope, fact))
    world.of_person[scope] |= events.tell(plant, scope, who)
    world.of_person[scope] |= custody.planned(plant, scope, who)
    world.of_person[scope] |= keeping.gathered(plant, scope, who, lead)
    world.of_person[scope] |= scheme.referred(plant, scope, who, lead)
    world.of_person[scope] |= scores.received(plant, scope, who, lead)
    _meeting(world, scope, who)
    world.of_person[scope] |= filed(world.canaries, scope, who, lead)


def _involve(world: World, scope: str, who: Offender) -> None:
    leads, until = "neighbours", None
    if scope in INVOLVED:
        reason, until = INVOLVED[scope]
        for kind in KINDS:
            factories.InvolvementFactory(
                offender=who, agency=Agency.objects.get(code=kind), reason=reason, from_on=LONG_SINCE, until_on=until
            )
        leads = "police" if until is None and reason == "supports" else "neighbours"
    agency = Agency.objects.get(code=leads)
    factories.InvolvementFactory(offender=who, agency=agency, reason="leads", from_on=SINCE)
    CaseLead.objects.create(offender=who, agency=agency, from_on=SINCE)


def _exceptions(world: World, scope: str, who: Offender, lead: User) -> None:
    plant, readers = world.canaries, list(world.readers.values())
    made = world.of_person[scope]
    if scope in ("consented", "former"):
        how = plant.word(scope, "consent_how")
        given = [
            Consent(offender=who, category=category, agency=Agency.objects.get(code=kind), given_on=SINCE, how=how,
                    recorded_by=lead)
            for kind in KINDS for category in ("treatment", "health")
        ]  # fmt: skip
        to_probation = next(c for c in given if (c.agency.code, c.category) == ("probation", "treatment"))
        Consent.objects.bulk_create(given)
        made["consent"] = to_probation.public_id
        world.parts.setdefault("consent", world.of_person["consented"]["consent"])
    if scope in ("named", "restricted"):
        restriction = Restriction.objects.create(
            offender=who, why="relative", reason=plant.word(scope, "restriction_reason"), made_by=lead
        )
        named = readers if scope == "named" else [lead]
        RestrictedReader.objects.bulk_create(
            RestrictedReader(restriction=restriction, user=user, named_by=lead) for user in named
        )
    if scope == "granted":
        reason = plant.word(scope, "grant_reason")
        grants = [_grant(user, who, lead, reason) for user in readers]
        world.parts["grant"] = grants[0].pk
    if scope == "glass":
        reason, ends_at = plant.word(scope, "glass_reason"), timezone.now() + timedelta(hours=23)
        BrokenGlass.objects.bulk_create(
            BrokenGlass(offender=who, user=user, agency=user.agency, lead_agency=Agency.objects.get(code=NEIGHBOURS),
                        reason=reason, broken_at=ends_at - timedelta(hours=23), ends_at=ends_at)
            for user in readers
        )  # fmt: skip
        of_police = BrokenGlass.objects.get(user=world.readers["police/practitioner_by_name"])
        world.parts["glass_of_police"] = of_police.public_id


def _grant(user: User, who: Offender, by: User, reason: str) -> NamedGrant:
    from django.contrib.auth.models import Permission

    see = Permission.objects.get(codename="see_person", content_type__app_label="offenders")
    return NamedGrant.objects.create(
        user=user, permission=see, content_object=who, reason=reason, granted_by=by, from_on=SINCE,
        until_on=date(2100, 1, 1),
    )  # fmt: skip


# A reason of each category for what is proposed; the one that makes it AMBER+ for `known` is original intelligence.
REASONS = (
    ("arrest", "offending"),
    ("intelligence_confirmed", "intelligence_original"),
    ("drug_use", "tests"),
    ("drug_use", "treatment"),
    ("release", "custody"),
    ("engagement_drop", "engagement"),
)


def _scheme_of(world: World, scope: str, who: Offender, position: int) -> None:
    plant = world.canaries
    cohort = Cohort.objects.create(code=f"C{position}", name=plant.word(scope, "cohort"), position=position)
    of_victims = Cohort.objects.create(
        code=f"V{position}", name=plant.word(scope, "victims_cohort"), position=50 + position, of_victims=True
    )
    selected = plant.day(scope, "selected_on")
    factories.MembershipFactory(offender=who, cohort=cohort, selected_on=selected)
    factories.MembershipFactory(offender=who, cohort=of_victims, selected_on=selected, referred_by="marac")
    status = "AMBER+" if scope == "known" else "RED"
    told = {category: plant.word(scope, f"reason_{category.split('_')[0]}") for _, category in REASONS}
    reasons = [
        {
            "code": code,
            "category": category,
            "text": told[category],
            "status": "AMBER+" if category == "intelligence_original" else "AMBER",
            "records": [["offenders.contact", 1, {"kind": told[category]}]],
        }
        for code, category in REASONS
    ]
    made = Proposal.objects.create(
        offender=who, as_of=TODAY, status=status, reasons=reasons, rule_set=RuleSet.objects.first()
    )
    world.of_person[scope]["proposal"] = made
    changed(world.parts["previews"], who, made, plant.rank(scope))
    world.of_person[scope]["decision"] = Decision.objects.create(
        offender=who, effective_on=plant.day(scope, "decided_on"), status=status, decided_by="panel",
        reason=plant.word(scope, "decision_reason"), proposal=made,
    )  # fmt: skip
    factories.JudgementFactory(
        offender=who, agency=Agency.objects.get(code="police"), made_on=plant.day(scope, "judged_on"),
        reason=plant.word(scope, "judgement_reason"),
    )  # fmt: skip


# A level of each pathway with words of its own, for each person: the letters that no code list uses.
LETTERS = "KLMNOPQRSTUVWXYZ"


def _facts(plant: Canaries, scope: str, who: Offender, position: int) -> dict[str, int]:
    code = f"zq{position:02}/01"
    plant.words[f"zq{position:02}"] = (scope, "offence")
    OffenceCode.objects.create(
        code=code, name=plant.word(scope, "offence"), offence_class="-", offence_group="-", actuarial_category="-",
        serious_acquisitive=True, burglary_dwelling=True, severity=4,
    )  # fmt: skip
    arrest = factories.ArrestFactory(offender=who, arrested_on=plant.day(scope, "arrested_on"))
    factories.OffenceFactory(arrest=arrest, offence_code_id=code, area=who.area)
    factories.WarrantFactory(offender=who, kind="named_suspect", issued_on=plant.day(scope, "wanted_on"))
    factories.CustodySpellFactory(
        offender=who, establishment=plant.word(scope, "establishment"), admitted_on=plant.day(scope, "admitted_on")
    )
    factories.SupervisionFactory(
        offender=who, order_type="suspended_sentence", started_on=plant.day(scope, "supervised_on")
    )
    factories.IntelligenceReportFactory(
        offender=who, received_on=plant.day(scope, "received_on"), summary=plant.word(scope, "summary")
    )
    factories.ContactFactory(
        offender=who, agency=Agency.objects.get(code="probation"), due_on=plant.day(scope, "appointment_on")
    )
    factories.DrugTestFactory(offender=who, regime="drr", tested_on=plant.day(scope, "tested_on"))
    factories.DrugTestFactory(offender=who, regime="voluntary", tested_on=plant.day(scope, "voluntarily_tested_on"))
    assessed, first = plant.day(scope, "assessed_on"), 0
    for pathway, fact in (
        ("accommodation", "pathway_accommodation"),
        ("health", "pathway_health"),
        ("drugs_alcohol", "pathway_drugs"),
        ("attitudes", "pathway_attitudes"),
    ):
        # Nobody who assesses reads what these rest on: no form offers one person's words for another.
        level = PathwayLevel.objects.create(
            pathway_id=pathway, level=LETTERS[position], text=plant.word(scope, fact), need=True,
            rests_on="intelligence_original",
        )  # fmt: skip
        made = PathwayAssessment.objects.create(
            offender=who, level=level, assessed_on=assessed,
            why=plant.word(scope, "assessment_why") if pathway == "accommodation" else "",
        )  # fmt: skip
        first = first or made.pk
    return {"assessment": first}


def _meeting(world: World, scope: str, who: Offender) -> None:
    plant, made = world.canaries, world.of_person[scope]
    panel = world.parts[f"panel of {who.area.code}"]
    item = AgendaItem.objects.create(
        panel=panel, offender=who, position=len(world.people), proposal=made["proposal"], previous=made["decision"]
    )
    made["panel"] = panel.public_id
    for fact, owner in (("action", "police"), ("own_action", "voluntary")):
        action = Action.objects.create(
            item=item, offender=who, text=plant.word(scope, fact), owner=Agency.objects.get(code=owner), due_on=TODAY,
            created_by=world.readers["police/panel_chair"], request_key=uuid4(),
        )  # fmt: skip
        made[fact] = action.public_id
    made["item"] = item
    meetings.written(plant, scope, who, made, world.parts, world.readers["police/panel_chair"])


def _ranking(world: World) -> None:
    run = Run.objects.create(
        as_of=TODAY, matrix=Matrix.objects.first(), scheduled=True, status=RunStatus.FINISHED,
        finished_at=timezone.now(), people=len(world.people), threat_rank=1, asked_by="nobody",
    )  # fmt: skip
    Score.objects.bulk_create(
        Score(run=run, offender=who, rank=(rank := world.canaries.rank(scope)), adult_rank=rank, eighths=8, recency=1,
              frequency=0, severity=0,
              intelligence=0, drugs=0, instability=0, engagement=0, in_custody=True, resident=True)
        for scope, who in world.people.items()
    )  # fmt: skip


def _exchange(world: World) -> None:
    by = world.readers["police/coordinator"]
    run = ImportRun.objects.create(
        source_name="Bedfordshire", folder_name="a", as_of=TODAY, asked_by=by, status=ImportStatus.REFUSED,
        problem_count=1,
    )  # fmt: skip
    ImportProblem.objects.create(
        run=run, file="offenders.csv", line=2, column="family_name",
        value=world.canaries.word("nobody", "import_value"), expected="a name",
    )  # fmt: skip
    world.parts["run"] = run.public_id
    for other in ("known", "granted", "other_agency", "restricted"):
        first, second = sorted((world.people["own"], world.people[other]), key=lambda who: who.pk)
        PossibleDuplicate.objects.create(first=first, second=second, why="same PNC identifier", score=100)
    first, second = sorted((world.people["own"], world.people["consented"]), key=lambda who: who.pk)
    alike = PossibleDuplicate.objects.create(first=first, second=second, why=SAME_BIRTH, score=95)
    gone = factories.OffenderFactory(family_name="Gone", withdrawn=True)
    join = Join.objects.create(stands=world.people["own"], gone=gone, joined_by=by, because="The same.")
    world.parts |= {"pair": alike.pk, "join": join.pk}


def unknown() -> UUID:
    """An id that nobody has."""
    return uuid4()
