"""Deciding between panels and judging the risk in a real browser: no barrier, nothing wider than the screen."""

import pytest
from django.urls import reverse

from cohorts.models import Membership
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_barrier(width, page_of, axe):
    page = page_of("esther.quinn", width, 844)
    member = Membership.objects.filter(deselected_on=None).earliest("pk").offender
    pages = [reverse(f"status:{name}", args=[member.public_id]) for name in ("decide", "judge", "proposals")]
    assert look(page, pages, axe) == ""
