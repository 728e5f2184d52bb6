"""What the database refuses by itself about people and what is known of them, through raw SQL."""

import pytest

from agencies.models import Agency
from offenders.models import CaseLead
from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import (
    AgencyFactory,
    ArrestFactory,
    ContactFactory,
    CustodySpellFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    OffenceFactory,
    OffenderFactory,
    SupervisionFactory,
)
from tests.offenders.test_consent_constraints import TABLE as CONSENTS
from tests.offenders.test_custody_constraints import TABLE as CUSTODY
from tests.offenders.test_events_constraints import TABLE as EVENTS
from tests.offenders.test_exceptions_constraints import TABLE as BY_NAME
from tests.offenders.test_facts_constraints import TABLE as FACTS
from tests.offenders.test_glass_constraints import TABLE as GLASS
from tests.offenders.test_joining import JOINS

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def two_spells():
    """One that is over and one that is not: closed spells may overlap an open one."""
    person = OffenderFactory()
    CustodySpellFactory(offender=person, admitted_on="2019-02-01", released_on="2019-03-10")
    CustodySpellFactory(offender=person, admitted_on="2019-03-01")


def two_involvements():
    person = OffenderFactory()
    InvolvementFactory(offender=person, from_on="2018-01-15", until_on="2018-06-01")
    InvolvementFactory(offender=person, from_on="2018-07-01")


def lead(person, **days):
    return CaseLead.objects.create(offender=person, agency=Agency.objects.get(code="police"), **days)


def one_lead():
    AgencyFactory()
    return lead(OffenderFactory(), from_on="2018-01-15")


def two_leads():
    AgencyFactory()
    person = OffenderFactory()
    lead(person, from_on="2018-01-15", until_on="2018-06-01")
    lead(person, from_on="2018-07-01")


TABLE = [
    ref_once_a_source("offender_ref_once_a_source", "offenders_offender", OffenderFactory),
    ref_once_a_source("contact_ref_once_a_source", "offenders_contact", ContactFactory),
    ref_once_a_source("custody_ref_once_a_source", "offenders_custodyspell", CustodySpellFactory),
    ref_once_a_source("intelligence_ref_once_a_source", "offenders_intelligencereport", IntelligenceReportFactory),
    ref_once_a_source("arrest_ref_once_a_source", "offenders_arrest", ArrestFactory),
    ref_once_a_source("offence_ref_once_a_source", "offenders_offence", OffenceFactory),
    ref_once_a_source("supervision_ref_once_a_source", "offenders_supervision", SupervisionFactory),
    sent_once("offender", "offenders_offender", OffenderFactory),
    sent_once("contact", "offenders_contact", ContactFactory),
    sent_once("custody", "offenders_custodyspell", CustodySpellFactory),
    sent_once("supervision", "offenders_supervision", SupervisionFactory),
    Held(
        "offence_code_severity_1_to_5",
        lambda: None,
        refused="UPDATE offenders_offencecode SET severity = 6",
        allowed="UPDATE offenders_offencecode SET severity = 5",
    ),
    Held(
        "offence_code_severity_1_to_5",
        lambda: None,
        refused="UPDATE offenders_offencecode SET severity = 0",
        allowed="UPDATE offenders_offencecode SET severity = 1",
    ),
    Held(
        "custody_ends_not_before_it_starts",
        CustodySpellFactory,
        refused="UPDATE offenders_custodyspell SET released_on = admitted_on - 1",
        allowed="UPDATE offenders_custodyspell SET released_on = admitted_on",
    ),
    Held(
        "custody_one_open_spell",
        two_spells,
        refused="UPDATE offenders_custodyspell SET released_on = NULL",
        allowed="UPDATE offenders_custodyspell SET released_on = '2019-03-20'",
    ),
    Held(
        "supervision_ends_not_before_it_starts",
        SupervisionFactory,
        refused="UPDATE offenders_supervision SET ended_on = started_on - 1",
        allowed="UPDATE offenders_supervision SET ended_on = started_on",
    ),
    Held(
        "involvement_ends_not_before_it_starts",
        InvolvementFactory,
        refused="UPDATE offenders_involvement SET until_on = from_on - 1",
        allowed="UPDATE offenders_involvement SET until_on = from_on",
    ),
    Held(
        "involvement_once_at_a_time",
        two_involvements,
        refused="UPDATE offenders_involvement SET until_on = '2018-07-02' WHERE until_on IS NOT NULL",
        allowed="UPDATE offenders_involvement SET until_on = '2018-07-01' WHERE until_on IS NOT NULL",
    ),
    Held(
        "involvement_once_at_a_time",
        two_involvements,
        refused="UPDATE offenders_involvement SET reason = 'supervises', from_on = '2018-01-15', until_on = NULL",
        allowed="UPDATE offenders_involvement SET reason = 'supervises', until_on = NULL WHERE until_on IS NOT NULL",
    ),
    Held(
        "case_lead_ends_not_before_it_starts",
        one_lead,
        refused="UPDATE offenders_caselead SET until_on = from_on - 1",
        allowed="UPDATE offenders_caselead SET until_on = from_on",
    ),
    Held(
        "case_lead_one_at_a_time",
        two_leads,
        refused="UPDATE offenders_caselead SET until_on = '2018-07-02' WHERE until_on IS NOT NULL",
        allowed="UPDATE offenders_caselead SET until_on = '2018-07-01' WHERE until_on IS NOT NULL",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    held = [*TABLE, *BY_NAME, *CONSENTS, *CUSTODY, *EVENTS, *FACTS, *GLASS, *JOINS]
    assert {row.name for row in held} == constraints.names_of("offenders")
