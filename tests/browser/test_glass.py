"""Exact search, broken glass and the reason of a visit in a real browser: no barrier, and it works without scripts."""

import pytest
from django.core import mail
from django.urls import reverse

import offenders.tasks  # noqa: F401 (its handlers register themselves)
from agencies.models import User
from audit import outbox
from audit.models import Entry
from offenders.models import BrokenGlass, Involvement, Offender
from offenders.policies import view_of
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "He is at the desk and may be at risk."


def account(who):
    return User.objects.get(email=f"{who}@example.org")


@pytest.fixture
def hidden(demo):
    """Somebody led by probation, of whom the police may not know."""
    person = next(
        person
        for person in Offender.objects.filter(leads__agency__code="probation", leads__until_on=None).exclude(crn="")
        if not Offender.objects.filter(crn=person.crn).exclude(pk=person.pk).exists()
    )
    Involvement.objects.filter(offender=person, agency__code="police").delete()
    assert view_of(account("aisha.shaw"), person.pk) is None
    return person


@pytest.mark.parametrize("script", [True, False])
def test_glass_is_broken_and_contested(script, hidden, page_of, axe):
    page = page_of("aisha.shaw", java_script_enabled=script)
    page.goto("/")
    page.get_by_role("link", name="Exact search").click()
    page.locator("#id_number").fill(hidden.crn.lower())
    page.locator("main").get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="Known to IOM").is_visible()
    if script:
        assert axe(page) == []
    page.get_by_role("button", name="Break glass").click()
    assert page.get_by_text("There is a problem").is_visible()
    if script:
        assert axe(page) == []
    page.get_by_label("Why do you need to see this person now?").fill(WHY)
    page.get_by_role("button", name="Break glass").click()
    page.wait_for_url(f"**/people/{hidden.public_id}/")
    assert page.locator("h1").inner_text().startswith(hidden.family_name.upper())
    assert page.get_by_text("You broke glass. Your agency’s lead").is_visible()
    if script:
        assert axe(page) == []
    while outbox.relay():
        pass
    letters = [letter for letter in mail.outbox if letter.subject.startswith("Glass")]
    assert {to for letter in letters for to in letter.to} == {"joan.pryce@example.org", "owen.marsh@example.org"}
    lead = page_of("owen.marsh", 390, 844, java_script_enabled=script)
    lead.goto("/")
    if script:
        lead.get_by_role("button", name="Menu").click()
    lead.get_by_role("link", name="Broken glass").click()
    lead.get_by_role("link", name="Answer what Aisha Shaw broke").click()
    lead.get_by_label("What you say to it").fill("We were on the phone with her.")
    lead.get_by_role("button", name="Contest, and end it now").click()
    assert lead.get_by_text("You contested it.").is_visible()
    assert page.goto(f"/people/{hidden.public_id}/").status == 404


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_it_has_a_barrier(width, hidden, page_of, axe):
    page = page_of("aisha.shaw", width, 844)
    page.goto("/exact-search/")
    page.locator("#id_number").fill(hidden.crn)
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_label("Why do you need to see this person now?").fill(WHY)
    page.get_by_role("button", name="Break glass").click()
    page.wait_for_url(f"**/people/{hidden.public_id}/")
    assert look(page, ["/exact-search/"], axe) == ""
    glass = BrokenGlass.objects.get()
    for who in ("owen.marsh", "joan.pryce"):
        lead = page_of(who, width, 844)
        assert look(lead, ["/exact-search/broken/", reverse("glass:answer", args=[glass.public_id])], axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_the_reason_is_asked_once(script, demo, page_of, axe):
    page = page_of("aisha.shaw", 390, 844, java_script_enabled=script)
    known = Offender.objects.visible_to(account("aisha.shaw")).order_by("pk")
    person = next(p for p in known if not view_of(account("aisha.shaw"), p.pk).caseload)
    page.goto(f"/people/{person.public_id}/timeline/")
    assert person.family_name.upper() not in page.content().upper()
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_text("There is a problem").is_visible()
    if script:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_label("Standing in for a colleague").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/timeline/")
    assert page.goto(f"/people/{person.public_id}/").status == 200
    assert page.locator("h1").inner_text().startswith(person.family_name.upper())
    rows = Entry.objects.filter(offender_id=person.pk, channel__startswith="casefile.person")
    assert {row.reason for row in rows} == {"Standing in for a colleague"}


def test_taking_a_file_out_asks_why(page_of, axe):
    page = page_of("hari.nair")
    assert look(page, [reverse("reporting:download", args=["html"])], axe) == ""
