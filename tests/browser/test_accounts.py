"""The pages of accounts in a real browser; joining by a link; a security key under our content security policy."""

import pytest
from django.core import mail
from django.urls import reverse

import agencies.tasks  # noqa: F401  (registers what the outbox calls)
from agencies.models import User
from audit import outbox
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "/people-who-work-here/"
# A key that answers by itself, as Chromium makes one for tests.
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def addresses():
    aisha = User.objects.get(email="aisha.shaw@example.org")
    one = [reverse(f"accounts:{name}", args=[aisha.pk]) for name in ("account", "roles", "end", "back", "reset")]
    return [HERE, f"{HERE}?show=left", f"{HERE}invite/", f"{HERE}sessions/", *one]


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_accounts_has_a_barrier(width, page_of, axe):
    page = page_of("joan.pryce", width, 844)
    keys = ["/account/2fa/", "/account/2fa/keys/", "/account/2fa/keys/add/"]
    assert look(page, [*addresses(), *keys], axe) == ""


def test_a_lead_invites_and_the_invited_sets_a_password(page_of, axe):
    lead = page_of("joan.pryce")
    lead.goto(f"{HERE}invite/")
    lead.fill("#id_email", "nadia.frost@example.org")
    lead.fill("#id_full_name", "Nadia Frost")
    lead.get_by_label("Practitioner", exact=False).check()
    lead.get_by_label("Supervisor", exact=False).check()
    lead.get_by_role("button", name="Send the invitation").click()
    lead.get_by_text("Waiting to be sent").wait_for()
    outbox.relay()
    address = next(line for line in mail.outbox[-1].body.splitlines() if "/join/" in line)
    page = page_of(None)
    page.goto(address[address.index(HERE) :])
    assert axe(page) == [] and page.url.endswith("/join/")
    page.fill("#id_password", "plum tractor violin")
    page.fill("#id_again", "plum tractor violin")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("Your password is set").wait_for()
    assert page.problems == []


def test_a_security_key_is_added_and_signs_in(page_of):
    page = page_of("dev.malik")
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/account/2fa/keys/add/")
    page.fill("#id_name", "Blue key")
    page.click("#add_key")
    page.wait_for_url("**/recovery-codes/**")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.fill(".sign-in__form [name=login]", "dev.malik@example.org")
    page.fill(".sign-in__form [name=password]", "pebble-willow-39")
    page.click(".sign-in__form button")
    page.wait_for_url("**/authenticate/")
    page.click("#use_key")
    page.wait_for_url(lambda url: "/account/" not in url)
    assert page.problems == []
