"""A whole meeting of sixty people by keyboard, each in a browser of their own, one of which dies and one is cut off.

Esther chairs on the projector until her laptop dies after the twentieth person; Gwen of probation goes on, and her line
drops while she saves the fortieth. Femi, who coordinates, Carla of Housing and Ben of the drug service follow. Then the
minutes of each are held against what was decided: nothing is missing, and nothing that an agency may not see is there.
"""

from datetime import date

import pytest
from django.urls import reverse

from panels import actions
from panels.models import Action, AgendaItem, Attendance, JoinRequest
from rag.models import Decision
from tests.conftest import TODAY
from tests.factories import ContactFactory, WarrantFactory, arrested
from tests.panels.test_browser import at, browser, page_of, press, pytestmark  # noqa: F401 (fixtures and marks)
from tests.panels.test_browser_room import begin_with

pytestmark = [*pytestmark, pytest.mark.slow]
KEYS = {"RED": "r", "AMBER": "a", "GREEN": "g"}
DIES_AFTER, DROPS_AT, DIFFERS_AT, ACTION_AT, LEFT_AT = 20, 40, 10, 15, 50


@pytest.fixture
def sixty(member):
    """Every sixth is wanted (RED), the next was arrested (AMBER), the next keeps their appointments (GREEN), the others
    have none (AMBER). Housing has to do with every third of them, the drug service with every fourth."""
    people = []
    for n in range(60):
        others = [code for code, every in (("housing", 3), ("drug_service", 4)) if n % every == 0]
        who = member(f"Name{chr(65 + n // 26)}{chr(65 + n % 26)}", "police", "probation", *others)
        if n % 6 == 0:
            WarrantFactory(offender=who)
        elif n % 6 == 1:
            arrested(who, date(2019, 3, 27))
        elif n % 6 == 2:
            ContactFactory(offender=who)
        people.append(who)
    return people


@pytest.fixture
def meeting(sixty, luton, person):
    return actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))


def heading(page):
    return page.locator("h1").inner_text()


def go_on(page):
    """The focus is on who is next, and Enter shows them to the room."""
    before = heading(page)
    page.wait_for_selector("#then:focus")
    page.keyboard.press("Enter")
    page.wait_for_function("name => document.querySelector('h1').innerText !== name", arg=before)


def item_of(page, meeting):
    family_name = heading(page).split(",")[0].replace("NAME", "Name")
    return meeting.items.select_related("proposal").get(offender__family_name__iexact=family_name)


def decide(page, meeting, name):
    """As proposed: one key."""
    item = item_of(page, meeting)
    press(page, KEYS[item.proposal.status])
    page.get_by_text(f"· {name}").wait_for()
    return item


def differ(page, words):
    """GREEN against the proposal, and why."""
    press(page, "m")
    page.get_by_text("A reason is needed").wait_for()
    press(page, "e")
    page.keyboard.type(words)
    page.get_by_role("button", name="Save the decision").focus()
    page.keyboard.press("Enter")


def give_housing_an_action(page):
    press(page, "n")
    page.keyboard.type("Refer to supported housing")
    give = page.locator("#give")
    give.get_by_label("Agency").select_option(label="Housing")
    give.get_by_label("Due").fill("2019-04-14")
    give.get_by_role("button", name="Add").press("Enter")
    page.locator(".tasks li").first.wait_for()


def let_in(meeting, *names):
    for user in names:
        if actions.join(panel=meeting, accepted=True, by=user) is None:
            actions.let_in(request=JoinRequest.objects.get(panel=meeting, user=user), by=meeting.chair)


def first_half(page, meeting):
    """Twenty people; then her laptop dies on the twenty-first, whom she has not decided."""
    for n in range(1, DIES_AFTER + 1):
        if n == DIFFERS_AT:
            differ(page, "Agreed by all in the room.")
            page.get_by_text("· Esther Quinn").wait_for()
        else:
            if n == ACTION_AT:
                give_housing_an_action(page)
            decide(page, meeting, "Esther Quinn")
        go_on(page)
    left_at = heading(page)
    page.context.close()
    return left_at


def second_half(page, meeting, left_at):
    """Another chair goes on in the same place; a line that drops loses nothing; there was no time for the fiftieth."""
    page.goto(reverse("panels:panel", args=[meeting.public_id]))
    page.get_by_role("button", name="Take over the chair here").click()
    at(page, left_at)
    for n in range(DIES_AFTER + 1, 61):
        if n == LEFT_AT:
            press(page, "d")
            page.locator(".saved", has_text="Left for the next panel").wait_for()
        elif n == DROPS_AT:
            page.context.set_offline(True)
            differ(page, "Said while the line was down.")
            page.get_by_text("What you saved is sent when it is back.").wait_for()
            page.context.set_offline(False)
            page.get_by_text("· Gwen Sissoko").wait_for()
        else:
            decide(page, meeting, "Gwen Sissoko")
        if n < 60:
            go_on(page)


def sign(page):
    page.wait_for_selector("#then:focus")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="End the meeting").press("Enter")
    at(page, "Review and sign: Luton panel of 31 March 2019")
    assert "Nothing is missing" in page.locator("#missing").inner_text()
    page.get_by_label("I have read this review").press("Space")
    page.get_by_role("button", name="Sign and lock the panel").press("Enter")
    at(page, "Minutes of the RAG panel, Luton")


def minutes_of(page, meeting):
    """By name what was decided, as a page of minutes says it."""
    page.goto(reverse("panels:minutes", args=[meeting.public_id]))
    rows = [row.split("\t") for row in page.locator("#main tbody").first.locator("tr").all_inner_texts()]
    return {row[1].split(",")[0]: row[4] for row in rows}


def expected(meeting, every, *, reads_warrants):
    """What was decided of every n-th of the sixty; RED is not said to who does not read warrants."""
    said = {}
    for item in meeting.items.select_related("offender"):
        n = 26 * (ord(item.offender.family_name[4]) - 65) + ord(item.offender.family_name[5]) - 65
        if n % every == 0:
            decided = "Not discussed" if item.not_discussed else item.decided_status.replace("_", " ")
            said[item.offender.family_name.upper()] = decided
    if not reads_warrants:
        said = {name: decided for name, decided in said.items() if decided != "RED"}
    return said


def test_a_meeting_of_sixty_people(meeting, person, gwen, page_of):  # noqa: F811
    let_in(meeting, person("femi"), person("carla"), person("ben"), gwen)
    projector = page_of(person("esther"), 1920, 1080)
    others = {name: page_of(person(name)) for name in ("femi", "carla", "ben")}
    for page in others.values():
        page.goto(reverse("panels:room", args=[meeting.public_id]))
    begin_with(projector, meeting)
    left_at = first_half(projector, meeting)
    chair = page_of(gwen)
    second_half(chair, meeting, left_at)
    for page in others.values():
        at(page, heading(chair))
    sign(chair)
    assert AgendaItem.objects.filter(panel=meeting, decided_status="", not_discussed=False).count() == 0
    assert Attendance.objects.filter(panel=meeting).count() >= 4
    made = Decision.objects.filter(effective_on=TODAY)
    assert made.count() == 59
    assert sorted(made.exclude(reason="").values_list("reason", flat=True)) == [
        "Agreed by all in the room.",
        "Said while the line was down.",
    ]
    assert Action.objects.count() == 1
    whole = expected(meeting, 1, reads_warrants=True)
    assert len(whole) == 60
    assert minutes_of(chair, meeting) == whole
    assert minutes_of(others["femi"], meeting) == whole
    for name, every in (("carla", 3), ("ben", 4)):
        read = minutes_of(others[name], meeting)
        shown = expected(meeting, every, reads_warrants=False)
        assert {who: status for who, status in read.items() if who in shown} == shown
        assert "RED" not in read.values()
        of_theirs = set(expected(meeting, every, reads_warrants=True))
        given = {action.offender.family_name.upper() for action in Action.objects.filter(owner=person(name).agency)}
        assert set(read) == of_theirs | given
