"""The offline pack of a meeting: numbered, marked, logged, and never more than its reader's own everyday screen."""

import shutil
import subprocess
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from audit.pdf import PdfNotPossible, pdf_is_possible
from offenders.models import Involvement
from panels import actions, packs
from panels.models import JoinRequest, MeetingPack, Panel
from rag.actions import record_proposals
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import (
    CustodySpellFactory,
    DecisionFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    WarrantFactory,
    arrested,
    assessed,
    sat,
    signed,
)
from tests.panels.meetings import planned

pytestmark = pytest.mark.django_db
SOON = date(2019, 4, 5)
REASON = "For the attendee of our agency, who joins where there is no network."
READS_PDF = pdf_is_possible() and shutil.which("pdftotext")


@pytest.fixture
def meeting(member, four, luton, person):
    """Luton's meeting of 5 April, issued. Jarvis (RED) and Adair (AMBER+ by intelligence) one by one, two in the block.

    Probation knows of Jarvis, Iqbal and Hussain, and not of Adair; housing supports Jarvis alone.
    """
    jarvis, iqbal, hussain, adair = four
    for who, status in ((jarvis, "RED"), (iqbal, "AMBER"), (hussain, "AMBER"), (adair, "GREEN")):
        DecisionFactory(offender=who, status=status, effective_on=date(2019, 3, 5))
    IntelligenceReportFactory(offender=adair, summary="Seen by the canal with a stolen bicycle.")
    Involvement.objects.filter(offender=adair, agency__code="probation").delete()
    InvolvementFactory(offender=jarvis, agency__code="housing", reason="supports")
    assessed(jarvis, "attitudes", "E")
    record_proposals(on=TODAY, by=person("esther"))
    plan = planned(luton, SOON, place="Committee room 2", chair=person("esther"), minutes_long=120)
    actions.add_person(panel=plan, offender=jarvis, why="Asked for by housing.", by=person("esther"))
    version = Panel.objects.get(pk=plan.pk).version
    return actions.issue_agenda(panel=plan, version=version, by=person("esther"))


@pytest.fixture
def as_page(monkeypatch):
    """The file before it becomes a PDF."""
    monkeypatch.setattr("panels.views.packs.pdf_of", lambda html: html.encode())


def address(panel):
    return reverse("panels:pack", args=[panel.public_id])


def take(client, panel, key=None, reason=REASON):
    return client.post(address(panel), {"reason": reason, "request_key": key or uuid4()})


def text_of(answer):
    """What stands in it, line breaks apart."""
    content = answer.content
    if content.startswith(b"%PDF"):
        content = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    return " ".join(content.decode().split())


def pack_of(panel, by, key=None, made=lambda pack: b"file"):
    return actions.take_pack(
        panel=panel, shown={}, made=made, reason=REASON, request_key=key or uuid4(), by=by
    )[0]  # fmt: skip


# Numbers


def test_numbers_run_through_a_meeting_over_all_agencies(meeting, luton, person):
    numbers = [pack_of(meeting, person(who)).number for who in ("esther", "carla", "ines", "esther")]
    assert numbers == [1, 2, 3, 4]
    other = sat(luton, TODAY, person("esther"))
    assert pack_of(other, person("carla")).number == 1


def test_a_double_click_takes_one_and_gives_the_same_again(meeting, signed_in, as_page):
    key, client = uuid4(), signed_in("ines")
    first, again = take(client, meeting, key), take(client, meeting, key)
    assert first["Content-Disposition"] == again["Content-Disposition"]
    assert MeetingPack.objects.get().number == 1
    # Each giving out is logged: three people, twice.
    assert Entry.objects.filter(verb="disclosed", channel="panels.pack").count() == 6


def test_a_form_of_somebody_else_or_another_meeting_is_not_theirs(meeting, luton, person):
    key = uuid4()
    pack_of(meeting, person("ines"), key)
    other = sat(luton, TODAY, person("esther"))
    for panel, who in ((meeting, "carla"), (other, "ines")):
        with pytest.raises(ValidationError, match="sent before"):
            pack_of(panel, person(who), key)
    assert MeetingPack.objects.count() == 1


def test_what_cannot_be_made_uses_no_number_and_has_not_left(meeting, signed_in, person, monkeypatch):
    def not_possible(html):
        raise PdfNotPossible("A PDF needs Pango and WeasyPrint on this machine: print the page instead.")

    monkeypatch.setattr("panels.views.packs.pdf_of", not_possible)
    answer = take(signed_in("ines"), meeting)
    assert answer.status_code == 422
    assert "A PDF needs Pango" in answer.content.decode()
    assert not MeetingPack.objects.exists()
    assert not Entry.objects.filter(verb="disclosed").exists()
    assert not Entry.objects.filter(what="panels.take_pack").exists()
    assert pack_of(meeting, person("ines")).number == 1


def test_the_row_names_nobody_of_the_agenda(meeting, person):
    fields = {field.name for field in MeetingPack._meta.get_fields()}
    assert fields == {"id", "panel", "agency", "number", "taken_by", "taken_at", "request_key"}


# When, and by whom


@pytest.mark.parametrize(
    ("status", "said"),
    [("planned", "once the agenda is issued"), ("ended", "read the minutes"), ("cancelled", "was cancelled")],
)
def test_only_of_an_agenda_that_is_issued(status, said, meeting, person, signed_in):
    meeting.status = status  # as the policy asks it; the row stays as it is
    with pytest.raises(ValidationError, match=said):
        pack_of(meeting, person("ines"))


def test_the_page_sends_back_with_why(luton, meeting, person, signed_in):
    plan, client = planned(luton, date(2019, 5, 5)), signed_in("ines")
    over = sat(luton, TODAY, person("esther"))
    signed(over, person("esther"))
    for panel, said in ((plan, "once the agenda is issued"), (over, "read the minutes")):
        for answer in (client.get(address(panel), follow=True), client.post(address(panel), {}, follow=True)):
            assert answer.redirect_chain == [(reverse("panels:panel", args=[panel.public_id]), 302)]
            assert said in answer.content.decode()
        assert address(panel) not in client.get(reverse("panels:panel", args=[panel.public_id])).content.decode()
    assert not MeetingPack.objects.exists()


def test_a_meeting_that_ends_while_the_file_is_made(meeting, person):
    def slowly(pack):
        Panel.objects.filter(pk=meeting.pk).update(status="planned", issued_at=None, issued_by=None)
        return b"file"

    with pytest.raises(ValidationError, match="once the agenda is issued"):
        pack_of(meeting, person("ines"), made=slowly)
    assert not MeetingPack.objects.exists()


def test_for_ones_own_agency_and_by_who_sees_panels(meeting, person):
    person("ines")
    nobody = person("aisha")
    nobody.agency = None
    for who in (nobody, person("hari"), person("grace")):
        with pytest.raises(PermissionDenied):
            pack_of(meeting, who)


def test_a_reason_is_asked_for(meeting, signed_in, as_page):
    client = signed_in("ines")
    answer = take(client, meeting, reason="")
    assert answer.status_code == 422
    assert "Say what it is for, and who receives it." in answer.content.decode()
    assert not MeetingPack.objects.exists()


# What stands in it


@pytest.mark.skipif(not READS_PDF, reason="no Pango or pdftotext here")
def test_each_agency_has_its_own_part_in_the_file(meeting, signed_in):
    texts = {who: text_of(take(signed_in(who), meeting)) for who in ("aisha", "ines", "carla")}
    police, probation, housing = texts.values()
    for name in ("JARVIS", "IQBAL", "HUSSAIN", "ADAIR"):
        assert name in police
        assert (name in probation) is (name != "ADAIR")
        assert (name in housing) is (name == "JARVIS")
    # By intelligence alone, and for the police alone; what a report says stands in nobody's.
    assert "Intelligence 10 March" in police and "AMBER+" in police
    for text in (probation, housing):
        assert "ntelligence" not in text and "AMBER+" not in text
    assert not any("canal" in text for text in texts.values())
    # RED belongs to warrants.
    assert "Wanted on warrant" in police and "RED" in police
    assert "Wanted on warrant" in probation
    assert "Wanted on warrant" not in housing and "RED" not in housing.replace("OFFICIAL-SENSITIVE", "")
    assert "Speak to the lead agency before contact" in housing
    # Who is not in it is not counted either.
    assert "2 one by one, 2 in the block" in police
    assert "1 one by one, 2 in the block" in probation
    assert "1 one by one, 0 in the block" in housing
    assert "For Housing. People, reasons and actions that this agency may not see are not in this pack" in housing


@pytest.mark.skipif(not READS_PDF, reason="no Pango or pdftotext here")
def test_each_page_is_marked(meeting, signed_in, member, person):
    take(signed_in("aisha"), meeting)
    answer = take(signed_in("ines"), meeting)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="official-sensitive-pack-2019-04-05-2.pdf"'
    pages = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True).stdout
    pages = [" ".join(page.split()) for page in pages.decode().split("\f") if page.strip()]
    taken = MeetingPack.objects.get(number=2).taken_at
    for number, page in enumerate(pages, 1):
        assert "OFFICIAL-SENSITIVE" in page
        assert "Luton RAG 5 April 2019, pack 2 · for Probation · taken out by Ines Duarte on" in page
        assert f"{taken:%Y}" in page and "destroy it after the meeting" in page
        assert f"page {number} of {len(pages)}" in page


def test_it_has_the_meeting_and_what_there_is_of_each(meeting, four, person, signed_in, as_page):
    jarvis = four[0]
    item = meeting.items.get(offender=jarvis)
    earlier = sat(meeting.area, TODAY, person("esther"))
    given = earlier.items.create(offender=jarvis, position=1, proposal=item.proposal)
    actions.add_action(
        item=given, text="Ring him", owner=Agency.objects.get(code="probation"), due_on=TODAY, request_key=uuid4(),
        by=person("esther"),
    )  # fmt: skip
    signed(earlier, person("esther"))
    actions.write_update(
        panel=meeting, offender=jarvis, category="scheme", did="Saw him twice.", proposes="RED", version=0,
        request_key=uuid4(), by=person("aisha"),
    )  # fmt: skip
    arrested(jarvis, date(2019, 4, 2))
    CustodySpellFactory(offender=jarvis, establishment="HMP Bedford", admitted_on=date(2019, 4, 3))
    text = text_of(take(signed_in("ines"), meeting))
    for words in (
        "RAG panel, Luton, 5 April 2019", "Committee room 2", "Esther Quinn", "for 120 minutes",
        "in HMP Bedford", "since 5 March 2019", "Wanted on warrant", "Arrested 2 April", "Into HMP Bedford 3 April",
        "Saw him twice.", "Ring him", "Attitudes", "No change proposed: 2 people",
    ):  # fmt: skip
        assert words in text, words
    assert text.index("No change proposed: 2 people") < text.index("IQBAL")


def test_what_has_changed_since_the_agenda_was_issued(meeting, four, person, signed_in, as_page):
    client = signed_in("ines")
    assert "Changed since" not in text_of(take(client, meeting))
    four[0].warrants.update(resolved_on=date(2019, 4, 1))
    record_proposals(on=SOON, by=person("esther"))
    text = text_of(take(client, meeting))
    assert "Changed since the agenda was issued" in text
    assert text.index("Changed since the agenda was issued") < text.index("now proposed")


def test_the_same_numbers_and_order_as_on_the_agenda(meeting, signed_in, person, as_page):
    for who in ("esther", "ines", "carla"):
        client = signed_in(who)
        page = client.get(reverse("panels:panel", args=[meeting.public_id])).context["agenda"].lines
        contents = packs.read(packs.agenda_of(meeting, person(who)))
        lines = [sheet.line for sheet in contents.sheets] + contents.agenda.block
        same = [(line.number, line.item.pk) for line in page]
        assert [(line.number, line.item.pk) for line in lines] == same


def test_never_the_levels_of_the_room(four, luton, person, signed_in, as_page):
    """Carla has joined: on the meeting's own pages she sees all four, in what leaves the one that she knows."""
    InvolvementFactory(offender=four[0], agency__code="housing", reason="supports")
    panel = actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))
    actions.join(panel=panel, accepted=True, by=person("carla"))
    actions.let_in(request=JoinRequest.objects.get(), by=person("esther"))
    carla = signed_in("carla")
    assert carla.get(reverse("panels:panel", args=[panel.public_id])).context["agenda"].total == 4
    text = text_of(take(carla, panel))
    assert "JARVIS" in text
    for hidden in ("IQBAL", "HUSSAIN", "ADAIR", "Wanted on warrant"):
        assert hidden not in text


def test_a_restricted_person_is_for_who_is_named_alone(meeting, four, person, signed_in, as_page):
    restrict(four[0], person("femi"), person("esther"))
    assert "JARVIS" in text_of(take(signed_in("esther"), meeting))
    for who in ("aisha", "ines"):
        assert "JARVIS" not in text_of(take(signed_in(who), meeting))


def test_who_sees_nobody_gets_a_page_and_no_file(meeting, four, signed_in):
    Involvement.objects.filter(offender=four[0], agency__code="housing").delete()
    client = signed_in("carla")
    for answer in (client.get(address(meeting)), take(client, meeting)):
        page = answer.content.decode()
        assert "Nobody on this agenda whom your agency may see" in page
        assert "Take it out</button>" not in page
        assert "application/pdf" not in answer["Content-Type"]
    assert not MeetingPack.objects.exists()


# What is logged


def test_it_is_logged_for_each_person_with_what_is_shown_before_it_leaves(meeting, four, person, signed_in, as_page):
    take(signed_in("carla"), meeting)
    entry = Entry.objects.get(verb="disclosed")
    assert (entry.offender_id, entry.channel, entry.reason) == (four[0].pk, "panels.pack", REASON)
    assert entry.user_id == person("carla").pk
    assert "scheme" in entry.categories and "offending" not in entry.categories
    take(signed_in("aisha"), meeting)
    rows = Entry.objects.filter(verb="disclosed", user_id=person("aisha").pk)
    said = {row.offender_id: row.categories for row in rows}
    assert set(said) == {who.pk for who in four}
    assert {"offending", "intelligence_original", "custody"} <= set(said[four[3].pk])
    assert said[four[1].pk] == ["identity", "scheme"]  # of the block their name and status
    number = Entry.objects.filter(what="panels.take_pack", user_id=person("aisha").pk).get()
    assert number.detail == {"panel": meeting.pk, "number": 2}


def test_what_cannot_be_logged_does_not_leave(meeting, signed_in, as_page, monkeypatch):
    def fails(*args, **more):
        raise RuntimeError("no log")

    monkeypatch.setattr("panels.actions.packing.log.disclosed", fails)
    client = signed_in("ines")
    client.raise_request_exception = False
    assert take(client, meeting).status_code == 500
    assert not MeetingPack.objects.exists()


def test_the_form_names_nobody_and_logs_nothing(meeting, signed_in):
    page = signed_in("aisha").get(address(meeting)).content.decode()
    assert "2 people one by one, 2 in the block" in page
    assert not any(name in page for name in ("JARVIS", "IQBAL", "HUSSAIN", "ADAIR"))
    assert not Entry.objects.filter(channel="panels.pack").exists()


# Who sees that it was taken out


def test_the_chair_and_the_coordinator_see_all_others_their_own_agencys(meeting, person, signed_in):
    pack_of(meeting, person("ines"))
    pack_of(meeting, person("carla"))
    of_probation, of_housing = "Pack 1: Probation, by Ines Duarte", "Pack 2: Housing, by Carla Reid"
    for who, seen in (
        ("esther", {of_probation, of_housing}),
        ("femi", {of_probation, of_housing}),
        ("ines", {of_probation}),
        ("carla", {of_housing}),
        ("aisha", set()),
    ):
        page = " ".join(signed_in(who).get(reverse("panels:panel", args=[meeting.public_id])).content.decode().split())
        assert {words for words in (of_probation, of_housing) if words in page} == seen, who
        assert address(meeting) in page


# Speed


@pytest.mark.parametrize("who", ["esther", "carla"])
def test_queries_do_not_grow_with_the_agenda(who, member, luton, person, signed_in, as_page):
    client, counted = signed_in(who), []
    for size in (5, 50):
        for n in range(size):
            one = member(f"Person{size}{n:02}", "police", "probation", "housing")
            arrested(one, date(2019, 3, 27))
            WarrantFactory(offender=one)
            CustodySpellFactory(offender=one, admitted_on=date(2019, 3, 20))
            assessed(one, "attitudes", "E")
        plan = planned(luton, TODAY if size == 5 else SOON)
        record_proposals(on=TODAY, by=person("esther"))
        panel = actions.issue_agenda(panel=plan, version=0, by=person("esther"))
        take(client, panel)
        with CaptureQueriesContext(connection) as seen:
            assert take(client, panel).status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1], counted
