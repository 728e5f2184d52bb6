"""The pages of consent in a real browser: no barrier, nothing wider than the screen, and it works without scripts."""

import pytest
from django.urls import reverse

from agencies.models import User
from offenders.consent.queries import state_of
from offenders.consent.rules import State
from offenders.models import Consent
from tests.browser.test_pages import look
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def of(name, consent, *more):
    return reverse(f"consent:{name}", args=[consent.offender.public_id, *more])


def standing(state):
    rows = Consent.objects.select_related("offender").filter(agency__code="probation", category="treatment")
    return next(row for row in rows.order_by("pk") if state_of(row, TODAY) is state)


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_consent_has_a_barrier(width, page_of, axe):
    page, runs_out = page_of("ben.okafor", width, 844), standing(State.RUNS_OUT)
    every_state = [of("of_person", standing(state)) for state in State]
    forms = [of(name, runs_out, runs_out.public_id) for name in ("withdraw", "renew")]
    over = of("withdraw", standing(State.RAN_OUT), standing(State.RAN_OUT).public_id)
    pages = [*every_state, *forms, over, of("record", runs_out), of("form", runs_out)]
    assert look(page, pages, axe) == ""


def test_nor_for_who_reads_by_consent(page_of, axe):
    page, given = page_of("david.khan", 390, 844), standing(State.IN_FORCE)
    assert look(page, [of("of_person", given), of("withdraw", given, given.public_id)], axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_one_is_recorded_and_withdrawn(script, page_of, axe):
    page, before = page_of("ben.okafor", java_script_enabled=script), standing(State.WITHDRAWN)
    page.goto(of("of_person", before))
    page.get_by_role("link", name="Record a consent").click()
    page.get_by_role("button", name="Go on").click()
    assert page.get_by_text("There is a problem").is_visible()
    if script:
        assert axe(page) == []
    page.problems.clear()  # the browser says of the mistake that it was one: 422
    page.get_by_label("Probation: treatment detail").check()
    page.fill("#id_how", "Form 12, in the file.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Check what this consent opens").wait_for()
    if script:
        assert axe(page) == []
    page.get_by_role("button", name="Record this consent").click()
    page.get_by_text("The consent is recorded.").wait_for()
    page.get_by_role("link", name="Withdraw the consent to Probation").click()
    page.fill("#id_how", "He telephoned.")
    page.get_by_role("button", name="Withdraw this consent").click()
    page.get_by_text("The consent is withdrawn.").wait_for()
    ben = User.objects.get(email="ben.okafor@example.org")
    assert Consent.objects.filter(offender=before.offender, withdrawn_on=TODAY, withdrawn_by=ben).count() == 1
    assert page.problems == []
