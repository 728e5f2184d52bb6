"""Factories in the field's own words. Each makes one valid row; name what your test is about, leave the rest."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agencies.models import Agency, Area
from agencies.models.areas import AreaLevel
from cohorts.models import Cohort, Membership
from enforcement.models import DrugTest, Warrant
from offenders.models import (
    Arrest,
    Contact,
    CustodySpell,
    IntelligenceReport,
    Involvement,
    Offence,
    Offender,
    Supervision,
)
from panels.models import Panel, PanelStatus
from pathways.models import PathwayAssessment, PathwayLevel, PlanItem
from rag.models import Decision, Judgement

BURGLARY_DWELLING = "028/03"  # severity 4 in the code list
THEFT_FROM_SHOP = "046/00"


class ForceFactory(DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code", "level")

    code = "Bedfordshire"
    name = "Bedfordshire"
    level = AreaLevel.FORCE


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code", "level")

    code = "Luton"
    name = factory.SelfAttribute("code")
    level = AreaLevel.AREA
    parent = factory.SubFactory(ForceFactory)


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = "police"
    name = factory.LazyAttribute(lambda agency: agency.code.replace("_", " ").capitalize())
    kind = factory.LazyAttribute(lambda agency: agency.code)


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort
        django_get_or_create = ("code",)

    code = "BD"
    name = "Burglary Dwelling"


class OffenderFactory(DjangoModelFactory):
    class Meta:
        model = Offender

    ref = factory.Sequence(lambda n: f"T{n:04}")
    family_name = "Jarvis"
    given_names = "Ethan"
    date_of_birth = date(1990, 5, 3)
    sex = "M"
    area = factory.SubFactory(AreaFactory)
    resident = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    offender = factory.SubFactory(OffenderFactory)
    cohort = factory.SubFactory(CohortFactory)
    referred_by = "police"
    referred_on = factory.SelfAttribute("selected_on")
    selected_on = date(2018, 1, 15)
    import_number = 1  # every time on a cohort has a referral or an import


class InvolvementFactory(DjangoModelFactory):
    class Meta:
        model = Involvement

    offender = factory.SubFactory(OffenderFactory)
    agency = factory.SubFactory(AgencyFactory)
    reason = "home_police"
    from_on = date(2018, 1, 15)


class ArrestFactory(DjangoModelFactory):
    class Meta:
        model = Arrest

    offender = factory.SubFactory(OffenderFactory)
    arrested_on = date(2019, 3, 20)


class OffenceFactory(DjangoModelFactory):
    class Meta:
        model = Offence

    arrest = factory.SubFactory(ArrestFactory)
    offence_code_id = BURGLARY_DWELLING
    disposal = "charged"
    area = factory.SubFactory(AreaFactory)


def arrested(offender: Offender, on: date, *, code: str = BURGLARY_DWELLING, disposal: str = "charged") -> Offence:
    """An arrest of one offence."""
    return OffenceFactory(
        arrest=ArrestFactory(offender=offender, arrested_on=on), offence_code_id=code, disposal=disposal
    )


class CustodySpellFactory(DjangoModelFactory):
    class Meta:
        model = CustodySpell

    offender = factory.SubFactory(OffenderFactory)
    establishment = "HMP Bedford"
    reason = "remand"
    admitted_on = date(2019, 3, 1)


class SupervisionFactory(DjangoModelFactory):
    class Meta:
        model = Supervision

    offender = factory.SubFactory(OffenderFactory)
    provider = "crc"
    order_type = "licence"
    started_on = date(2018, 6, 1)


class WarrantFactory(DjangoModelFactory):
    class Meta:
        model = Warrant

    offender = factory.SubFactory(OffenderFactory)
    kind = "warrant"
    issued_on = date(2019, 3, 10)


class IntelligenceReportFactory(DjangoModelFactory):
    class Meta:
        model = IntelligenceReport

    offender = factory.SubFactory(OffenderFactory)
    received_on = date(2019, 3, 10)
    source_grade = 1
    intelligence_grade = "A"
    handling = "P"
    kind = "offending"
    summary = "Seen near a recent offence."


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    offender = factory.SubFactory(OffenderFactory)
    agency = factory.SubFactory(AgencyFactory, code="probation")
    due_on = date(2019, 3, 10)
    kind = "office"
    outcome = "kept"


class DrugTestFactory(DjangoModelFactory):
    class Meta:
        model = DrugTest

    offender = factory.SubFactory(OffenderFactory)
    tested_on = date(2019, 3, 10)
    regime = "licence"
    opiates = "negative"
    cocaine = "negative"


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    offender = factory.SubFactory(OffenderFactory)
    effective_on = date(2019, 2, 28)
    status = "GREEN"
    decided_by = "panel"


class JudgementFactory(DjangoModelFactory):
    class Meta:
        model = Judgement

    offender = factory.SubFactory(OffenderFactory)
    agency = factory.SubFactory(AgencyFactory)
    made_on = date(2019, 3, 10)
    direction = "increase"
    reason = "Lost the flat and went back to old friends."


def assessed(
    offender: Offender, pathway: str, level: str, on: date = date(2019, 3, 10), **more: Any
) -> PathwayAssessment:
    """A level of one pathway, assessed on a day."""
    found = PathwayLevel.objects.get(pathway=pathway, level=level)
    return PathwayAssessment.objects.create(offender=offender, level=found, assessed_on=on, **more)


def plan_item(offender: Offender, agency: Agency, pathway: str = "finance", **more: Any) -> PlanItem:
    """An item of a care plan, open unless it is said otherwise."""
    said = {"contact": "Reception", "aims": "No debts.", "action": "Sees the adviser.", "review_on": date(2019, 4, 30)}
    made = said | {"status_on": date(2019, 3, 10)} | more
    return PlanItem.objects.create(offender=offender, agency=agency, pathway_id=pathway, **made)


def sat(area: Area, held_on: Any, by: Any, **more: Any) -> Panel:
    """A meeting that was opened, with nobody on its agenda yet."""
    begun = {"issued_by": by, "issued_at": timezone.now(), "opened_by": by, "opened_at": timezone.now()}
    return Panel.objects.create(area=area, held_on=held_on, **begun, **more)


def signed(panel: Panel, by: Any, at: str = "2019-03-31T13:00Z") -> None:
    """Close it as signing does, without what was decided taking effect."""
    done = {"ended_at": at, "ended_by": by, "closed_at": at, "closed_by": by, "number": panel.pk}
    Panel.objects.filter(pk=panel.pk).update(status=PanelStatus.CLOSED, **done)
