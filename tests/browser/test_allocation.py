"""Leads and transfers in a real browser: no barrier, nothing wider than the screen, by keyboard and without scripts."""

import pytest
from django.urls import reverse

from allocation.models import Transfer
from offenders.models import CaseLead
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)


def led():
    """Somebody whom probation leads, and of whom no transfer is open."""
    rows = CaseLead.objects.filter(agency__code="probation", until_on=None, officer__full_name="David Khan")
    open_ones = Transfer.objects.open().values("offender")
    return rows.exclude(offender__in=open_ones).select_related("offender").order_by("offender__ref")[0].offender


def at(name, person, *more):
    return reverse(f"allocation:{name}", args=[person.public_id, *more])


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_barrier(width, page_of, axe):
    page, person = page_of("susan.hart", width, 844), led()
    row = Transfer.objects.open().select_related("offender").get()
    officer = CaseLead.objects.get(offender=person, until_on=None).officer_id
    pages = [reverse(f"allocation:{name}") for name in ("officers", "without_lead", "queue")]
    pages += [reverse("allocation:move", args=[officer]), reverse("teams:list"), reverse("teams:add")]
    pages += [at(name, person) for name in ("lead", "allocate", "support", "ask")]
    pages += [at("transfer", row.offender, row.public_id), at("step", row.offender, row.public_id, "withdraw")]
    assert look(page, pages, axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_a_person_is_given_to_who_is_recommended(script, page_of):
    page, person = page_of("susan.hart", java_script_enabled=script), led()
    page.goto(at("lead", person))
    page.get_by_role("link", name="Give to an officer").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Recommended: Miriam Stone").wait_for()
    assert page.get_by_label("Miriam Stone").is_checked()
    page.get_by_role("button", name="Give to this officer").focus()
    page.keyboard.press("Enter")
    page.get_by_text("It is recorded.").wait_for()
    assert CaseLead.objects.get(offender=person, until_on=None).officer.full_name == "Miriam Stone"
