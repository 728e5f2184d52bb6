"""A panel sat by several people, each in a browser of their own; by keyboard, and without JavaScript."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from panels import actions
from panels.models import Action, AgendaItem, Panel
from rag.models import Decision
from tests.factories import DecisionFactory

CHROMIUM = os.environ.get("IOM_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AXE = Path(settings.BASE_DIR) / "static" / "vendor" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
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
def page_of(browser, live_server):
    """`page_of(user)` is a page of a browser in which they alone have signed in."""
    broken: list[str] = []

    def get(user, width=1366, height=768, script=True):
        client = Client()
        client.force_login(user, backend=BACKEND)
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, java_script_enabled=script
        )
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield get
    assert broken == []


def press(page, key):
    page.wait_for_selector("html[data-keys=ready]")
    page.keyboard.press(key)


def at(page, name):
    page.get_by_role("heading", level=1, name=name).wait_for()


def address(name, item):
    return reverse(f"panels:{name}", args=[item.panel.public_id, item.offender.public_id])


def open_and_begin(projector):
    """Open the panel, note who is there, begin with the worst."""
    projector.goto(reverse("panels:open"))
    projector.get_by_label("Luton").check()
    projector.get_by_role("button", name="Open the panel").click()
    at(projector, "RAG panel, Luton")
    projector.get_by_label("Agency").select_option(label="Housing")
    projector.get_by_label("Name", exact=True).fill("Carla Reid")
    projector.get_by_role("button", name="Note", exact=True).click()
    projector.get_by_text("Carla Reid, Housing").wait_for()
    projector.get_by_role("button", name="Begin with JARVIS").click()
    at(projector, "JARVIS, Ethan (28)")
    assert "1 of 4" in projector.locator(".hall__bar").inner_text()


def decide_by_key(projector):
    """As proposed, so it is saved at once; the focus is on who is next."""
    press(projector, "r")
    projector.get_by_text("· Esther Quinn").wait_for()
    projector.wait_for_selector("#then:focus")
    assert projector.locator("#then").inner_text() == "next: HUSSAIN, Ethan →"
    press(projector, "Enter")
    at(projector, "HUSSAIN, Ethan (28)")


def choose(projector):
    """Esther's GREEN differs from the proposal: a reason is needed. What she has begun, her screen does not leave."""
    press(projector, "g")
    projector.get_by_text("A reason is needed").wait_for()


def decide_first(laptop, hussain):
    """Gwen of probation has the same page open while Esther talks, decides and saves first; then follows the room."""
    laptop.goto(address("person", hussain))
    laptop.get_by_label("AMBER+").check(force=True)
    laptop.locator("#id_reason").fill("Two agencies have lost sight of him.")
    laptop.get_by_role("button", name="Save the decision").click()
    laptop.get_by_text("· Gwen Sissoko").wait_for()
    laptop.get_by_role("link", name="Follow the room").click()
    laptop.wait_for_selector("#room[data-follows]", state="attached")


def come_second(projector, hussain, gwen):
    """Esther gives her reason and saves. She is shown what Gwen wrote."""
    press(projector, "e")
    assert projector.evaluate("document.activeElement.id") == "id_reason"
    projector.keyboard.type("Back in work.")
    projector.get_by_role("button", name="Save the decision").click()
    conflict = projector.locator("#conflict")
    conflict.wait_for()
    for words in ("Gwen Sissoko wrote on this person", "Two agencies have lost sight of him.", "Back in work."):
        assert words in conflict.inner_text()
    assert projector.locator("#id_reason").input_value() == "Back in work."
    hussain.refresh_from_db()
    assert (hussain.decided_status, hussain.decided_by) == ("AMBER+", gwen)
    projector.get_by_role("link", name="leave theirs").click()
    projector.get_by_text("· Gwen Sissoko").wait_for()
    press(projector, "ArrowRight")


def give_an_action(projector):
    """Last time's reason stands beside the box; an action for Housing, sent by a double click."""
    at(projector, "IQBAL, Ethan (28)")
    assert "Housing is the risk." in projector.locator("label[for=id_reason]").inner_text()
    press(projector, "n")
    projector.keyboard.type("Refer to supported housing")
    give = projector.locator("#give")
    give.get_by_label("Agency").select_option(label="Housing")
    give.get_by_label("Due").fill("2019-04-14")
    give.get_by_role("button", name="Add").dblclick()
    projector.locator(".tasks li").first.wait_for()
    assert Action.objects.count() == 1
    press(projector, "a")
    projector.get_by_text("· Esther Quinn").wait_for()


def end_it(housing, panel, projector):
    """Carla of Housing sees Iqbal by now, and nobody else, and says that it is done."""
    housing.goto(reverse("panels:panel", args=[panel.public_id]))
    named = [text.split("\n")[0] for text in housing.locator("tbody th").all_inner_texts()]
    assert named == ["IQBAL, Ethan (28)"]
    housing.goto(reverse("panels:actions"))
    housing.get_by_role("link", name="Say that it is done").click()
    housing.get_by_label("What shows that it is done").fill("Referred to supported housing today.")
    housing.get_by_role("button", name="Mark it done").click()
    housing.get_by_text("Nothing is open").wait_for()
    projector.reload()
    assert "done 31 Mar 2019" in projector.locator(".tasks li").inner_text()


def leave_one_and_close(projector):
    """No time for Adair: left for the next panel. Then the panel is closed, and locked."""
    press(projector, "ArrowRight")
    at(projector, "ADAIR, Ethan (28)")
    press(projector, "d")
    projector.locator(".saved", has_text="Left for the next panel").wait_for()
    press(projector, "ArrowRight")
    projector.get_by_role("button", name="End the meeting").click()
    at(projector, "Review and sign: Luton panel of 31 March 2019")
    assert "Nothing is missing" in projector.locator("#missing").inner_text()
    projector.get_by_label("I have read this review").check()
    projector.get_by_role("button", name="Sign and lock the panel").click()
    at(projector, "Minutes of the RAG panel, Luton")
    rows = [row.split("\t") for row in projector.locator("#main tbody").first.locator("tr").all_inner_texts()]
    assert [(row[1], row[4], row[5].split("Correct")[0].strip()) for row in rows] == [
        ("JARVIS, Ethan (28)", "RED", ""),
        ("HUSSAIN, Ethan (28)", "AMBER+", "Two agencies have lost sight of him. Decided by Gwen Sissoko"),
        ("IQBAL, Ethan (28)", "AMBER", ""),
        ("ADAIR, Ethan (28)", "Not discussed", ""),
    ]
    assert Panel.objects.get().status == "closed"
    made = Decision.objects.filter(effective_on=date(2019, 3, 31)).order_by("offender__family_name")
    assert [(d.offender.family_name, d.status) for d in made] == [
        ("Hussain", "AMBER+"),
        ("Iqbal", "AMBER"),
        ("Jarvis", "RED"),
    ]


def follow_to_the_minutes(laptop, hussain):
    """Gwen's page follows the room, and is at the minutes by itself."""
    at(laptop, "Minutes of the RAG panel, Luton")
    hussain.refresh_from_db()
    assert hussain.decided_status == "AMBER+"


def read_elsewhere(laptop, housing, panel):
    """Probation reads its own minutes and corrects nothing; housing, whose action is done, sees nobody of it.

    Gwen's screen may have followed to the minutes between the end and the signature: she reads them again, signed.
    """
    laptop.reload()
    assert laptop.locator("#main tbody").first.locator("tr").count() == 4
    assert laptop.get_by_role("link", name="Correct").count() == 0
    laptop.get_by_text("Luton RAG 2019/1").wait_for()
    housing.goto(reverse("panels:minutes", args=[panel.public_id]))
    housing.get_by_text("Nobody on this agenda whom your agency may see.").wait_for()
    assert "IQBAL" not in housing.content()


def test_a_panel_is_sat(four, person, gwen, page_of):
    DecisionFactory(offender=four[1], reason="Housing is the risk.")
    projector, laptop = page_of(person("esther"), 1920, 1080), page_of(gwen)
    housing = page_of(person("carla"), 390, 844)
    open_and_begin(projector)
    decide_by_key(projector)
    hussain = AgendaItem.objects.get(offender__family_name="Hussain")
    choose(projector)
    decide_first(laptop, hussain)
    come_second(projector, hussain, gwen)
    give_an_action(projector)
    end_it(housing, hussain.panel, projector)
    leave_one_and_close(projector)
    follow_to_the_minutes(laptop, hussain)
    read_elsewhere(laptop, housing, hussain.panel)


def test_without_javascript(panel, item, person, page_of):
    page = page_of(person("esther"), script=False)
    page.goto(address("person", item("Iqbal")))
    page.locator("input[value=GREEN]").check(force=True)
    page.get_by_role("button", name="Save the decision").click()
    page.get_by_role("link", name="Say why: the status differs from the proposal.").wait_for()
    assert page.locator("input[value=GREEN]").is_checked()
    page.locator("#id_reason").fill("Released without charge.")
    page.get_by_role("button", name="Save the decision").click()
    page.get_by_text("· Esther Quinn").wait_for()
    page.locator(".new-action summary").click()
    page.locator("#give").get_by_label("What is to be done").fill("Home visit")
    page.locator("#give").get_by_label("Agency").select_option(label="Probation")
    page.locator("#give").get_by_label("Due").fill("2019-04-05")
    page.locator("#give").get_by_role("button", name="Add").click()
    page.get_by_text("due 5 Apr 2019").wait_for()
    assert item("Iqbal").decided_status == "GREEN"


def test_keys_rest_while_somebody_writes_and_when_switched_off(panel, item, person, page_of):
    page = page_of(person("esther"))
    page.goto(address("person", item("Iqbal")))
    press(page, "e")
    page.keyboard.type("Arrested again")  # holds a, r, g and d
    assert page.locator("input[name=status]:checked").count() == 0
    page.locator("h1").click()
    press(page, "?")
    page.locator("#keys-on").uncheck()
    page.locator("h1").click()
    press(page, "a")
    page.wait_for_timeout(300)
    assert item("Iqbal").decided_status == ""


def test_keys_only_choose_and_write_no_reason(panel, item, person, page_of):
    """Iqbal is proposed AMBER. Key after key chooses another tile; none is typed into the reason, none is saved."""
    page = page_of(person("esther"))
    page.goto(address("person", item("Iqbal")))
    for key, value in (("g", "GREEN"), ("m", "GREEN_RM"), ("b", "BLUE"), ("r", "RED")):
        press(page, key)
        assert page.locator("input[name=status]:checked").get_attribute("value") == value
        assert page.evaluate("document.activeElement.id") != "id_reason"
    assert page.locator("#id_reason").input_value() == ""
    assert page.locator("#of-reason").inner_text().startswith("A reason is needed")
    press(page, "e")
    page.keyboard.type("Seen in town.")
    page.locator("h1").click()
    press(page, "a")  # as proposed, but with words that nobody asked for: said, and not sent by itself
    assert "these words are kept with it" in page.locator("#of-reason").inner_text()
    assert item("Iqbal").decided_status == ""
    press(page, "s")
    page.get_by_text("· Esther Quinn").wait_for()
    assert (item("Iqbal").decided_status, item("Iqbal").reason) == ("AMBER", "Seen in town.")


def faults(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.skipif(not AXE.exists(), reason="the front-end assets are not prepared")
def test_no_page_has_a_barrier_and_all_fit(panel, item, give, person, page_of):
    give(item("Iqbal"), "housing")
    give(item("Iqbal"), "police", due_on=date(2019, 3, 31))
    one = [panel.public_id]
    addresses = {
        "list": reverse("panels:list"),
        "open": reverse("panels:open"),
        "agenda": reverse("panels:panel", args=one),
        "close": reverse("panels:close", args=one),
        "minutes": reverse("panels:minutes", args=one),
        "actions": reverse("panels:actions"),
        "action": reverse("panels:action", args=[Action.objects.first().public_id]),
        "signed minutes": reverse("panels:signed_minutes"),
        "person": address("person", item("Iqbal")),
        "own view": address("person", item("Iqbal")) + "?screen=own",
    }
    no_barrier(page_of, person("esther"), addresses)
    actions.end_panel(panel=panel, by=person("esther"))
    no_barrier(page_of, person("esther"), {"review": addresses["close"], "minutes so far": addresses["minutes"]})


def no_barrier(page_of, reader, addresses):
    """At a desk and on a telephone."""
    for width in (1366, 390):
        page = page_of(reader, width, 844)
        for name, where in addresses.items():
            page.goto(where)
            assert faults(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_projector_is_readable_from_four_metres(panel, item, person, page_of):
    page = page_of(person("esther"), 1920, 1080)
    page.goto(address("person", item("Jarvis")))
    size = "name => parseFloat(getComputedStyle(document.querySelector(name)).fontSize)"
    assert page.evaluate(size, "body") >= 28
    assert page.evaluate(size, "h1") >= 40
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
