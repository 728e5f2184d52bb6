"""Referrals, cohorts, leaving and the ledger in a real browser: no barrier, nothing wider than the screen."""

import pytest
from django.urls import reverse

from cohorts.models import Deselection, Membership, Referral
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)


def at(name, person, *more):
    return reverse(f"scheme:{name}", args=[person.public_id, *more])


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_barrier(width, page_of, axe):
    page = page_of("femi.ade", width, 844)
    waits, deferred = (Referral.objects.get(status=status) for status in ("referred", "deferred"))
    left = Deselection.objects.select_related("offender").get().offender
    member = Membership.objects.filter(deselected_on=None).exclude(offender=left).earliest("pk").offender
    pages = [reverse(f"scheme:{name}") for name in ("referrals", "cohorts", "new_cohort")]
    pages += [reverse(f"scheme:{name}", args=["BD"]) for name in ("cohort", "change_cohort")]
    pages += [reverse(f"ledger:{name}") for name in ("page", "people", "take_out", "never_considered")]
    pages += [at("of_person", left), at("leave", member), at("deselect", member, "2"), at("refer", member)]
    pages += [at("referral", row.offender, row.public_id) for row in (waits, deferred)]
    pages += [at("screen", waits.offender, waits.public_id), at("withdraw", waits.offender, waits.public_id)]
    assert look(page, pages, axe) == ""
