"""The report in a real Chromium: WCAG 2.2 AA by axe, narrow and wide, and printed."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.models import User
from tests.factories import InvolvementFactory, MembershipFactory, OffenderFactory, arrested

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
AXE = Path(settings.BASE_DIR) / "static" / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium here"),
]


@pytest.fixture
def browser(monkeypatch):
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous client runs a loop of its own in this thread; Django would refuse its queries.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page_of(browser, client, live_server, person):
    """`page_of("aisha")` is a page in which she has signed in."""

    def get(name, width=1366, height=768):
        user: User = person(name)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return context.new_page()

    return get


@pytest.fixture
def register_of_two(scheme):
    for name, area in (("Jarvis", "Luton"), ("Keane", "Bedford")):
        person = OffenderFactory(family_name=name, area__code=area)
        MembershipFactory(offender=person, selected_on=date(2017, 6, 1))
        arrested(person, date(2017, 5, 1))
        InvolvementFactory(offender=person, agency__code="police")
    left = MembershipFactory(
        selected_on=date(2017, 1, 1), deselected_on=date(2018, 1, 1), deselection_code_id="1"
    ).offender
    InvolvementFactory(offender=left, agency__code="police")


def faults(page):
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("who", ["aisha", "carla"])
def test_the_report_has_no_barrier_and_fits(who, width, page_of, live_server, register_of_two):
    page = page_of(who, width)
    page.goto(live_server.url + reverse("reporting:report"))
    assert page.locator("h1").inner_text() == "Performance report 2018-19"
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_leads_to_its_people(page_of, live_server, register_of_two):
    page = page_of("aisha")
    page.goto(live_server.url + reverse("reporting:report"))
    page.get_by_role("row", name="Total 2 2 0").get_by_role("link").first.click()
    assert page.locator("tbody th").all_inner_texts() == ["JARVIS, Ethan", "KEANE, Ethan"]
    assert faults(page) == []


def test_it_prints(page_of, live_server, register_of_two):
    page = page_of("aisha")
    page.goto(live_server.url + reverse("reporting:report"))
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator(".report-tools").is_visible()
    assert page.locator(".report-headline").is_visible()
