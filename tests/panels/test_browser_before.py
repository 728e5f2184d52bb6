"""The pages of a meeting before its day: no barrier in any, at a desk and on a telephone; the agenda by keys alone."""

import re

import pytest
from django.urls import reverse

from audit.pdf import pdf_is_possible
from panels import actions
from panels.models import AgendaWish, Panel
from rag.actions import record_proposals
from tests.conftest import TODAY
from tests.panels.meetings import invite, planned, sits
from tests.panels.test_browser import AXE, browser, faults, no_barrier, page_of, pytestmark

__all__ = ["browser", "page_of", "pytestmark"]  # its fixtures, and where it runs


@pytest.fixture
def meeting(luton, four, person):
    """Luton's meeting of 30 April, to which Esther is invited: nobody was decided on, so all four are on it alone."""
    record_proposals(on=TODAY, by=person("esther"))
    panel = planned(luton, minutes_long=120)
    invite(panel, sits(luton, person("esther")))
    return panel


@pytest.mark.skipif(not AXE.exists(), reason="the front-end assets are not prepared")
def test_no_page_before_the_day_has_a_barrier_and_all_fit(meeting, four, person, page_of):
    here, one = [meeting.public_id], [meeting.public_id, four[1].public_id]
    named = ("panel", "change", "call_off", "answer", "add_person", "take_back", "updates")
    addresses = {name: reverse(f"panels:{name}", args=here) for name in named}
    addresses |= {name: reverse(f"panels:{name}", args=one) for name in ("place", "write_update")}
    addresses |= {name: reverse(f"panels:{name}") for name in ("plan", "planned")}
    addresses["members"] = reverse("panels:members", args=[meeting.area_id, "rag"])
    no_barrier(page_of, person("esther"), addresses)


@pytest.mark.skipif(not AXE.exists(), reason="the front-end assets are not prepared")
def test_who_is_slower_reads_what_the_first_wrote_and_saves_once_more(meeting, four, person, page_of):
    page = page_of(person("esther"), 390, 844)
    page.goto(reverse("panels:place", args=[meeting.public_id, four[1].public_id]))
    actions.add_person(panel=meeting, offender=four[1], why="Housing asked.", by=person("femi"))
    page.get_by_label("Not on this agenda").check()
    page.get_by_label("Why").fill("In hospital.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Gone through alone: Housing asked. · written by Femi Ade").wait_for()
    assert page.get_by_label("Why").input_value() == "In hospital."
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**#p-*")
    assert AgendaWish.objects.get().why == "In hospital."


def test_the_agenda_is_ordered_and_issued_by_the_keys_alone(meeting, person, page_of):
    page = page_of(person("esther"))
    page.goto(reverse("panels:panel", args=[meeting.public_id]))
    page.get_by_role("button", name=re.compile("^Down.*JARVIS")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#p-*")
    assert page.locator("tbody tr").nth(1).inner_text().find("JARVIS") >= 0
    page.get_by_role("button", name="Issue the agenda").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The agenda is issued").wait_for()
    assert Panel.objects.get().status == "issued"
    assert meeting.items.get(offender__family_name="Jarvis").position == 2


@pytest.mark.skipif(not AXE.exists() or not pdf_is_possible(), reason="the assets are not prepared, or no Pango here")
def test_the_pack_is_taken_out_from_the_agenda(meeting, person, page_of):
    actions.issue_agenda(panel=meeting, version=0, by=person("esther"))
    here = [meeting.public_id]
    no_barrier(page_of, person("esther"), {"pack": reverse("panels:pack", args=here)})
    page = page_of(person("esther"))
    page.goto(reverse("panels:panel", args=here))
    page.get_by_role("link", name="Take out the pack").click()
    page.get_by_label("What it is for, and who receives it").fill("For the attendee of the police, at the meeting.")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Take it out").click()
    assert begun.value.suggested_filename == "official-sensitive-pack-2019-04-30-1.pdf"
    page.goto(reverse("panels:panel", args=here))
    page.get_by_text("Pack 1: Police, by Esther Quinn").wait_for()
    assert faults(page) == []
