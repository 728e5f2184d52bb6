"""After signing out the back button shows nobody; single sign-on goes there and back under our content security
policy.
"""

import pytest

from agencies.models import User
from offenders.models import Offender
from tests.browser.test_pages import say_why
from tests.signing_in.conftest import provider  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def sign_out(page):
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/**")


def test_the_back_button_shows_nobody_after_signing_out(page_of):
    page = page_of("aisha.shaw")
    person = Offender.objects.visible_to(User.objects.get(email="aisha.shaw@example.org")).order_by("pk").first()
    page.goto("/")
    page.goto(f"/people/{person.public_id}/")
    if "/why/" in page.url:
        say_why(page)
    page.wait_for_load_state()
    assert person.family_name.upper() in page.content().upper()
    sign_out(page)
    for _ in range(4):
        page.go_back(wait_until="load")
        assert person.family_name.upper() not in page.content().upper(), page.url
        assert "/account/login/" in page.url or page.url == "about:blank"


def test_there_and_back_by_single_sign_on(page_of, provider, axe):  # noqa: F811
    provider.email = "aisha.shaw@example.org"
    page = page_of(None)
    page.goto("/panels/")
    assert axe(page) == []
    page.get_by_role("button", name="Sign in with Bedfordshire Council").click()
    page.wait_for_url("**/panels/")
    assert page.problems == []
    sign_out(page)
    page.get_by_text("may still have you signed in").wait_for()
    assert axe(page) == []
    provider.subject = "s-2"
    page.get_by_role("button", name="Sign in with Bedfordshire Council").click()
    page.get_by_text("linked to another account").wait_for()
    assert axe(page) == []
