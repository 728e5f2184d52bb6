"""One person, one open panel, one import: enough for every address of the product to have something behind it.

Jarvis is the police's case, which the drug service supports; housing is a stranger to it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from agencies.models import Agency, User
from exchange.models import ImportRun
from offenders.models import Consent
from panels.models import Action, AgendaItem, Attendance, Panel
from rag.models import Proposal, RuleSet
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, MembershipFactory, OffenderFactory, arrested


@dataclass
class World:
    """What the addresses of the grid are filled with."""

    parts: dict[str, Any]

    def kwargs(self, names: str) -> dict[str, Any]:
        """`public_id=person name=offending`: words of `parts`, or themselves."""
        pairs = (pair.split("=") for pair in names.split())
        return {name: self.parts.get(value, value) for name, value in pairs}


def build(chair: User) -> World:
    jarvis = OffenderFactory(family_name="Jarvis", given_names="Ethan")
    for agency, reason in (("police", "leads"), ("drug_service", "supports")):
        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code=agency), reason=reason)
    MembershipFactory(offender=jarvis)
    arrested(jarvis, date(2019, 3, 20))
    rules = RuleSet.objects.first()
    proposal = Proposal.objects.create(offender=jarvis, as_of=TODAY, status="GREEN", reasons=[], rule_set=rules)
    panel = Panel.objects.create(area=jarvis.area, held_on=TODAY, chair=chair, opened_by=chair)
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
    ids = {"person": jarvis, "panel": panel, "action": action, "run": run, "consent": consent}
    addressed = {name: row.public_id for name, row in ids.items()}
    return World({**addressed, "attendance": attendance.pk, "account": chair.pk, "jarvis": jarvis})
