"""One person, one open panel, one import: enough for every address of the product to have something behind it.

Jarvis is the police's case, which the drug service supports; housing is a stranger to it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from agencies.models import Agency, User
from agencies.roles import Role
from casefile.models import PutOff
from exchange.duplicates import SAME_BIRTH
from exchange.models import ImportRun, PossibleDuplicate
from offenders.models import (
    AgencyRequest,
    Consent,
    ExpectedRelease,
    Join,
    Note,
    Notice,
    Offender,
    PlanPart,
    ReleasePlan,
    SanitisedReport,
)
from panels.models import Action, AgendaItem, Attendance, JoinRequest
from pathways.models import PlanAgreement, ServiceReferral, Sitting
from rag.models import Proposal, RuleSet
from ranking.models import ReceivedScore
from tests.cohorts.rows import deselection, letters_of, proposal, referral, referred_by
from tests.conftest import TODAY
from tests.contacts.rows import contacts_of
from tests.documents.files import TEXT, png
from tests.factories import (
    CohortFactory,
    CustodySpellFactory,
    DrugTestFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    WarrantFactory,
    arrested,
    assessed,
    plan_item,
    sat,
)
from tests.grid.filed import document_of
from tests.grid.rules import drafts_of
from tests.offenders.fact_rows import facts_of
from tests.panels.meetings import to_come
from tests.people import make_for


@dataclass
class World:
    """What the addresses of the grid are filled with."""

    parts: dict[str, Any]

    def kwargs(self, names: str) -> dict[str, Any]:
        """`public_id=person name=offending`: words of `parts`, or themselves."""
        pairs = (pair.split("=") for pair in names.split())
        return {name: value if name == "kind" else self.parts.get(value, value) for name, value in pairs}


def build(chair: User) -> World:
    jarvis = OffenderFactory(family_name="Jarvis", given_names="Ethan")
    for agency, reason in (("police", "leads"), ("drug_service", "supports")):
        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code=agency), reason=reason)
    time = MembershipFactory(offender=jarvis)
    offence = arrested(jarvis, date(2019, 3, 20))
    rules = RuleSet.objects.first()
    proposal = Proposal.objects.create(offender=jarvis, as_of=TODAY, status="GREEN", reasons=[], rule_set=rules)
    drafts_of(chair)
    panel = sat(jarvis.area, TODAY, chair, chair=chair)
    item = AgendaItem.objects.create(panel=panel, offender=jarvis, position=1, proposal=proposal)
    drugs = Agency.objects.get(code="drug_service")
    action = Action.objects.create(
        item=item, offender=jarvis, text="See him.", owner=drugs, due_on=TODAY, created_by=chair, request_key=uuid4()
    )
    attendance = Attendance.objects.create(panel=panel, agency=drugs, name="Somebody Else")
    run = ImportRun.objects.create(source_name="Bedfordshire", folder_name="a", as_of=TODAY, asked_by=chair)
    consent = Consent.objects.create(
        offender=jarvis,
        category="treatment",
        agency=Agency.objects.get(code="probation"),
        given_on=TODAY,
        how="Signed form.",
        recorded_by=chair,
    )
    contacts = contacts_of(jarvis, drugs)
    joining = _joining(jarvis, chair)
    put_off = PutOff.objects.create(
        offender=jarvis, agency=Agency.objects.get(code="police"), key="none-1", reason="Next week.", put_off_on=TODAY,
        until_on=TODAY + timedelta(7), put_off_by=chair, request_key=uuid4(),
    )  # fmt: skip
    ids = {"put_off": put_off, "person": jarvis, "panel": panel, "action": action, "run": run, "consent": consent}
    addressed = {name: row.public_id for name, row in ids.items()}
    waits = JoinRequest.objects.create(panel=panel, user=_asks())
    rows = {"attendance": attendance.pk, "waits": waits.pk, "account": chair.pk, "jarvis": jarvis}
    rows["arrest_line"] = f"arrest-{offence.arrest_id}-1"
    addressed |= _documents(jarvis, chair) | _scheme(jarvis, time, chair)
    addressed |= _pathways(jarvis, drugs)
    addressed |= to_come(jarvis.area, chair)
    return World(
        {
            **addressed,
            **_events(jarvis),
            **_custody(jarvis, chair),
            **contacts,
            **facts_of(jarvis),
            **joining,
            **rows,
        }
    )


def _scheme(jarvis: Offender, time: Any, chair: User) -> dict[str, Any]:
    """Two referrals of the drug service: one with a proposal that waits, one that it may withdraw; and its handover."""
    drugs = Agency.objects.get(code="drug_service")
    rows = [
        referral(offender=jarvis, cohort=CohortFactory(code=code, name=name))
        for code, name in (("HI", "High Impact"), ("PI", "Prolific Intensive"))
    ]
    for row in rows:
        referred_by(row, drugs)
    made, left = proposal(rows[0]), deselection(offender=jarvis)
    before, to_him, handed = letters_of(jarvis, drugs, chair)
    return {
        "left": before.public_id, "letter": to_him.public_id, "handed": handed.public_id,
        "template": to_him.template_id,
        "deselection": left.public_id,
        "referral": rows[0].public_id, "selection": made.pk, "referral_to_withdraw": rows[1].public_id, "time": time.pk
    }  # fmt: skip


def _events(jarvis: Any) -> dict[str, Any]:
    """One row of each kind of thing that happened; a report of which partners read nothing, and one that is told."""
    arrest = jarvis.arrests.get()
    police, drugs = (Agency.objects.get(code=code) for code in ("police", "drug_service"))
    report, told = IntelligenceReportFactory(offender=jarvis), IntelligenceReportFactory(offender=jarvis)
    SanitisedReport.objects.create(report=told, text="Seen about town.", handling="P")
    note = Note.objects.create(offender=jarvis, agency=police, category="scheme", noted_on=TODAY, text="Came in.")
    asked = AgencyRequest.objects.create(
        offender=jarvis, asked_by=police, asked_of=drugs, text="See him.", asked_on=TODAY, due_on=TODAY
    )
    received = ReceivedScore.objects.create(
        offender=jarvis, tool="rsr", tool_version="2", score="3.1%", scored_on=TODAY, received_from="Probation"
    )
    made = {
        "received": received,
        "arrest": arrest, "offence": arrest.offences.get(), "warrant": WarrantFactory(offender=jarvis),
        "drug_test": DrugTestFactory(offender=jarvis), "report": report, "report_told": told, "note": note,
        "request": asked,
    }  # fmt: skip
    return {name: row.pk for name, row in made.items()}


def _joining(jarvis: Offender, chair: User) -> dict[str, int]:
    """Somebody like him of another name, of whom the police know, and a record that was joined to his."""
    alike, gone = OffenderFactory(family_name="Gervase"), OffenderFactory(family_name="Gone", withdrawn=True)
    InvolvementFactory(offender=alike, agency=Agency.objects.get(code="police"))
    pair = PossibleDuplicate.objects.create(first=jarvis, second=alike, why=SAME_BIRTH, score=95)
    join = Join.objects.create(stands=jarvis, gone=gone, joined_by=chair, because="The same.")
    return {"pair": pair.pk, "join": join.pk}


def _pathways(jarvis: Any, drugs: Agency) -> dict[str, int]:
    """A level of finance, the drug service's sitting that is not finished, and an item of its own."""
    sitting = Sitting.objects.create(offender=jarvis, agency=drugs, assessed_on=TODAY)
    item = plan_item(jarvis, drugs)
    asked = ServiceReferral.objects.create(offender=jarvis, item=item, service="Debt advice", referred_on=TODAY)
    agreed = PlanAgreement.objects.create(
        offender=jarvis, agreed_on=TODAY, signed="on_paper", own_words="Fine.", present="Us"
    )
    made = {"assessment": assessed(jarvis, "finance", "B"), "sitting": sitting, "plan_item": item}
    return {name: row.pk for name, row in (made | {"service_referral": asked, "plan_agreement": agreed}).items()}


def _documents(jarvis: Any, chair: User) -> dict[str, Any]:
    """A letter and a photograph, both filed under who he is."""
    said = {"category": "identity", "dated_on": TODAY}
    letter = document_of(jarvis, chair, TEXT, "txt", kind="letter", title="A letter", **said)
    face = document_of(jarvis, chair, png(), "png", kind="photograph", title="His face", **said)
    return {"document": letter.pk, "face": face.pk}


def _custody(jarvis: Offender, chair: User) -> dict[str, Any]:
    """In prison, on licence before, with a release expected and a plan for it: rows of the police's."""
    spell = CustodySpellFactory(offender=jarvis, created_by=chair)
    licence = SupervisionFactory(offender=jarvis)
    said = {"expected_on": date(2019, 4, 24), "kind": "hdc", "said_by": "Letter", "set_on": TODAY}
    expected = ExpectedRelease.objects.create(offender=jarvis, **said)
    plan = ReleasePlan.objects.create(offender=jarvis, expected=expected)
    part = PlanPart.objects.create(offender=jarvis, plan=plan, kind="travel", text="By train.", agency=chair.agency)
    notice = Notice.objects.create(
        offender=jarvis, to=chair.agency, kind="expected", about=expected.pk, day=expected.expected_on
    )
    rows = {"spell": spell, "licence": licence, "expected": expected, "part": part, "notice": notice}
    return {name: row.pk for name, row in rows.items()}


def _asks() -> User:
    """Who waits to be let in is none of those who let in: nobody lets themselves in."""
    return make_for("probation", Role.PRACTITIONER)
