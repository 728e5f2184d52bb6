"""Every page of the product as people meet it: no barrier that axe can find, nothing wider than the screen."""

import pytest
from django.urls import reverse

from agencies.models import User
from offenders.models import Offender
from panels.models import Panel
from pathways.models import PathwaySet

pytestmark = pytest.mark.django_db(transaction=True)


def sections(person):
    names = (
        "timeline",
        "offending",
        "supervision",
        "tests",
        "appointments",
        "pathways",
        "intelligence",
        "history",
        "rank",
    )
    return [reverse("casefile:section", args=[person.public_id, name]) for name in names]


def pages_of_police():
    red = Offender.objects.filter(family_name="Dhillon").first()
    pages = ["/", "/?rag=RED&custody=in&area=Luton", "/?size=100", reverse("casefile:person", args=[red.public_id])]
    pages += [
        *sections(red),
        reverse("pathways:progress", args=[red.public_id]),
        "/panels/",
        "/ranking/",
        "/reports/",
        "/reports/pathways/",
        "/reports/fairness/",
        "/account/2fa/",
        "/account/password/change/",
    ]
    return pages + [reverse("panels:panel", args=[panel.public_id]) for panel in one_of_each_status()]


def one_of_each_status():
    """The earliest panel of each status that the demo has: which page it is never hangs on chance."""
    return Panel.objects.order_by("status", "held_on", "pk").distinct("status")


def say_why(page):
    """Answer the page that asks why somebody outside the caseload is opened."""
    page.get_by_label("Standing in for a colleague").check()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "/why/" not in url)


def look(page, addresses, axe):
    """Everything wrong with some pages, all of it at once; nothing is an empty text."""
    wrong = []
    for address in addresses:
        response = page.goto(address)
        if "/why/" in page.url and "/why/" not in address:
            say_why(page)
            response = page.goto(address)
        if response.status >= 400:
            wrong.append(f"{address}: {response.status}")
        wrong += [f"{address}: {problem}" for problem in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
            wrong.append(f"{address}: wider than the screen")
    return "\n".join([*wrong, *page.problems])


def test_no_page_of_the_police_has_a_barrier(page_of, axe):
    page = page_of("aisha.shaw")
    assert look(page, pages_of_police(), axe) == ""


def test_nor_any_page_on_a_telephone(page_of, axe):
    page = page_of("aisha.shaw", 390, 844)
    assert look(page, pages_of_police()[:6], axe) == ""
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Panels").is_visible()
    assert axe(page) == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_nor_the_settings_of_the_scheme(width, height, page_of, axe):
    page = page_of("femi.ade", width, height)
    rows = [
        "worklist/row/release/",
        "misses/row/licence_first/",
        "scheme/row/stable_percent/",
        "records/row/1/",
        "contact-standard/add/",
        "misses/add/",
    ]
    used = PathwaySet.objects.exclude(opens_on=None).get()
    sets = [reverse("pathway_sets:list"), reverse("pathway_sets:one", args=[used.pk])]
    assert look(page, ["/settings/", *[f"/settings/{row}" for row in rows], *sets], axe) == ""


def test_nor_those_of_who_sees_less(page_of, axe):
    for who in ("ben.okafor", "victor.nash", "femi.ade"):
        page = page_of(who)
        person = Offender.objects.visible_to(User.objects.get(email=f"{who}@example.org")).first()
        mine = [reverse("casefile:person", args=[person.public_id]), sections(person)[0]]
        more = ["/imports/", "/imports/new/", "/panels/open/"] if who == "femi.ade" else []
        assert look(page, ["/", "/?member=no", *mine, *more], axe) == ""


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_nor_those_of_who_reads_no_record(width, height, page_of, axe):
    """The analyst's register, where agencies work, who reads original intelligence, what is known of broken glass."""
    joan = page_of("joan.pryce", width, height)
    dev = User.objects.get(email="dev.malik@example.org")
    of_dev = [reverse("accounts:account", args=[dev.pk]), reverse("accounts:permit", args=[dev.pk])]
    assert look(joan, ["/exact-search/broken/", reverse("accounts:readers"), *of_dev], axe) == ""
    analyst = page_of("hari.nair", width, height)
    of_analyst = [f"/reports/pseudonyms/{rest}" for rest in ("", "?cohort=DV", "take-out/")]
    assert look(analyst, of_analyst, axe) == ""
    administrator = page_of("karl.whyte", width, height)
    assert look(administrator, ["/agencies/areas/", "/agencies/areas/police/"], axe) == ""


def test_nor_those_before_signing_in_and_of_errors(page_of, axe):
    page = page_of(None)
    assert look(page, ["/account/login/", "/account/login/?ended=idle", "/account/inactive/"], axe) == ""
    stranger = page_of("grace.lund")
    for address in ("/", "/people/00000000-0000-4000-8000-000000000000/", "/nowhere/"):
        stranger.goto(address)
        assert axe(stranger) == [], address


class TestByHand:
    def test_the_keyboard_moves_through_the_rows_and_opens_one(self, page_of):
        page = page_of("aisha.shaw")
        page.goto("/")
        page.locator("table.people tbody a").first.focus()
        for key, row in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", 24), ("Home", 0)):
            page.keyboard.press(key)
            focused = page.evaluate("document.activeElement.href")
            assert focused == page.locator("table.people tbody a").nth(row).evaluate("link => link.href")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/**")
        if "/why/" in page.url:
            say_why(page)
        assert page.locator("h1").inner_text().startswith("DHILLON, Craig")

    def test_slash_finds_and_a_near_miss_is_found(self, page_of):
        page = page_of("aisha.shaw")
        page.keyboard.press("/")
        page.keyboard.type("ikbal wain")
        page.keyboard.press("Enter")
        page.wait_for_url("**found=**")
        assert "ikbal" not in page.url
        assert page.locator("table.people tbody tr").count() == 0 or "IQBAL" in page.locator("tbody").inner_text()
        page.fill("#find", "Ikbal")
        page.keyboard.press("Enter")
        page.get_by_text("name spelt nearly so").first.wait_for()
        assert "IQBAL, Wayne" in page.locator("tbody").inner_text()

    def test_a_filter_applies_when_chosen_and_back_takes_it_away(self, page_of):
        page = page_of("aisha.shaw")
        page.goto("/")
        page.get_by_label("RED", exact=True).check()
        page.wait_for_url("**rag=RED**")
        assert page.locator("table.people tbody tr").count() == 2
        page.go_back()
        assert "94" in page.locator(".count").inner_text()

    def test_it_all_works_without_scripts(self, page_of):
        page = page_of("aisha.shaw", java_script_enabled=False)
        page.goto("/")
        page.get_by_label("RED", exact=True).check()
        page.get_by_role("button", name="Apply filters").click()
        assert page.locator("table.people tbody tr").count() == 2
        page.fill("#find", "Dhillon")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("link", name="DHILLON, Craig").click()
        if "/why/" in page.url:
            say_why(page)
        page.get_by_role("link", name="Timeline", exact=True).click()
        page.select_option("#kind", "arrest")
        page.get_by_role("button", name="Show").click()
        assert "kind=arrest" in page.url
        page.locator("details.account summary").click()
        page.get_by_role("button", name="Sign out").click()
        assert "/account/login/" in page.url
