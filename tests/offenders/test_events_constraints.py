"""What the database refuses by itself about sanitised reports, notes and requests, through raw SQL."""

import pytest

from offenders.models import AgencyRequest, Note, SanitisedReport
from tests import constraints
from tests.conftest import TODAY
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AgencyFactory, ArrestFactory, IntelligenceReportFactory, OffenceFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def sanitised():
    report = IntelligenceReportFactory()
    return SanitisedReport.objects.create(report=report, text="A van.", handling="P")


def note():
    return Note.objects.create(
        offender=OffenderFactory(), agency=AgencyFactory(), category="scheme", noted_on=TODAY, text="Came in."
    )


def request():
    return AgencyRequest.objects.create(
        offender=OffenderFactory(), asked_by=AgencyFactory(), asked_of=AgencyFactory(code="housing"), text="A bed.",
        asked_on=TODAY, due_on=TODAY,
    )  # fmt: skip


SANITISED, NOTE, REQUEST = "offenders_sanitisedreport", "offenders_note", "offenders_agencyrequest"
TABLE = [
    ref_once_a_source("sanitised_ref_once_a_source", SANITISED, sanitised),
    sent_once("sanitised", SANITISED, sanitised),
    Held("sanitised_says_something", sanitised, refused=f"UPDATE {SANITISED} SET text = ''"),
    Held(
        "sanitised_under_conditions_names_them_and_agencies",
        sanitised,
        refused=f"UPDATE {SANITISED} SET handling = 'C', conditions = 'Not to him.', agencies = '{{}}'",
        allowed=f"UPDATE {SANITISED} SET handling = 'C', conditions = 'Not to him.', agencies = '{{probation}}'",
    ),
    Held(
        "sanitised_under_conditions_names_them_and_agencies",
        sanitised,
        refused=f"UPDATE {SANITISED} SET handling = 'C', conditions = '', agencies = '{{probation}}'",
    ),
    ref_once_a_source("note_ref_once_a_source", NOTE, note),
    sent_once("note", NOTE, note),
    Held("note_says_something", note, refused=f"UPDATE {NOTE} SET text = ''"),
    Held(
        "note_has_a_category",
        note,
        refused=f"UPDATE {NOTE} SET category = 'intelligence_original'",
        allowed=f"UPDATE {NOTE} SET category = 'health'",
    ),
    ref_once_a_source("request_ref_once_a_source", REQUEST, request),
    sent_once("request", REQUEST, request),
    Held("request_says_what_is_asked", request, refused=f"UPDATE {REQUEST} SET text = ''"),
    Held("request_is_to_another_agency", request, refused=f"UPDATE {REQUEST} SET asked_of_id = asked_by_id"),
    Held(
        "request_due_not_before_asked",
        request,
        refused=f"UPDATE {REQUEST} SET due_on = asked_on - 1",
        allowed=f"UPDATE {REQUEST} SET due_on = asked_on",
    ),
    Held("request_ended_has_its_day", request, refused=f"UPDATE {REQUEST} SET status = 'withdrawn'"),
    Held(
        "request_ended_has_its_day",
        request,
        refused=f"UPDATE {REQUEST} SET ended_on = asked_on",
        allowed=f"UPDATE {REQUEST} SET status = 'accepted'",
    ),
    Held(
        "request_done_or_refused_says_how",
        request,
        refused=f"UPDATE {REQUEST} SET status = 'done', ended_on = asked_on",
        allowed=f"UPDATE {REQUEST} SET status = 'withdrawn', ended_on = asked_on",
    ),
    sent_once("arrest", "offenders_arrest", ArrestFactory),
    sent_once("offence", "offenders_offence", OffenceFactory),
    sent_once("intelligence", "offenders_intelligencereport", IntelligenceReportFactory),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)
