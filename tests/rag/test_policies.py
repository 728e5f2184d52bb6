"""Who may decide, and in what state."""

from datetime import date, timedelta

import pytest

from offenders.models import CaseLead
from rag import policies
from rag.models import DecidedBy, Status
from tests.conftest import TODAY
from tests.factories import OffenderFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("from_on", "until_on", "may"),
    [
        (date(2018, 1, 1), None, False),
        (TODAY, None, False),
        (TODAY + timedelta(1), None, True),  # leads from tomorrow
        (date(2018, 1, 1), TODAY, True),  # led until today
        (date(2018, 1, 1), TODAY + timedelta(1), False),
    ],
)
def test_nobody_decides_on_a_person_whom_they_lead(from_on, until_on, may, person):
    aisha, esther, jarvis = person("aisha"), person("esther"), OffenderFactory()
    CaseLead.objects.create(offender=jarvis, agency=aisha.agency, officer=aisha, from_on=from_on, until_on=until_on)
    assert policies.may_decide(aisha, jarvis, TODAY) is may
    assert policies.may_decide(esther, jarvis, TODAY)  # of the same agency, and not the officer
    assert policies.may_decide(aisha, OffenderFactory(), TODAY)


@pytest.mark.parametrize(
    ("status", "proposed", "decided_by", "needed"),
    [
        ("AMBER", "AMBER", "panel", False),
        ("AMBER", "GREEN", "panel", True),
        ("GREEN_RM", "GREEN", "panel", True),  # the rules never propose it
        ("AMBER", None, "panel", False),
        ("AMBER", "AMBER", "interim", True),
        ("AMBER", None, "interim", True),
    ],
)
def test_a_reason_is_needed_between_panels_and_where_a_panel_differs(status, proposed, decided_by, needed):
    proposed = Status(proposed) if proposed else None
    assert policies.reason_is_needed(Status(status), proposed, DecidedBy(decided_by)) is needed
