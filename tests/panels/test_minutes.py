"""Signed minutes: what each agency reads of them, the file, the list, the letter, and corrections."""

import shutil
import subprocess
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

import panels.tasks  # noqa: F401 (the handlers)
from agencies.models import Agency, RoleHolding
from agencies.roles import Role
from audit import outbox
from audit.models import Entry
from audit.pdf import pdf_is_possible
from offenders.models import Involvement
from panels import actions
from panels.models import ItemNote, MinutesTold, PanelNote
from panels.models.room import Stance
from tests.conftest import TODAY
from tests.factories import arrested

pytestmark = pytest.mark.django_db
REASON = {"reason": "For the board of the scheme, read by its chair."}


@pytest.fixture
def signed(panel, item, give, settle, person):
    """Housing has an action for Iqbal and was there; everybody is decided as proposed."""
    give(item("Iqbal"), "housing", text="Refer to supported housing")
    actions.note_attendance(
        panel=panel, agency=Agency.objects.get(code="housing"), name="Carla Reid", by=person("esther")
    )
    settle(panel)
    return actions.close_panel(panel=panel, by=person("esther"))


def at(name, panel, item=None):
    return reverse(f"panels:{name}", args=[panel.public_id, *([item.offender.public_id] if item else [])])


# What each agency reads


def test_housing_reads_of_whom_it_helps_and_its_own_action_first(signed, item, give, signed_in):
    page = signed_in("carla").get(at("minutes", signed))
    text = page.content.decode()
    assert [line.item.offender.family_name for line in page.context["agenda"].lines] == ["Iqbal"]
    assert "Housing: yours to do" in text
    for hidden in ("JARVIS", "HUSSAIN", "ADAIR"):
        assert hidden not in text


def test_ones_own_agency_comes_first_among_the_actions(panel, item, give, settle, person, signed_in):
    give(item("Iqbal"), "police", text="Visit")
    give(item("Iqbal"), "probation", text="Ring him")
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    for who, first in (("ines", "probation"), ("aisha", "police")):
        given = signed_in(who).get(at("minutes", panel)).context["minutes"].actions
        assert given[0][0].code == first


def test_what_is_published_follows_the_everyday_levels_of_now(signed, item, signed_in):
    """Who loses the person loses them in the minutes too; what was signed stays as it was."""
    assert "IQBAL" in signed_in("ines").get(at("minutes", signed)).content.decode()
    Involvement.objects.filter(offender=item("Iqbal").offender, agency__code="probation").delete()
    assert "IQBAL" not in signed_in("ines").get(at("minutes", signed)).content.decode()
    assert item("Iqbal").decided_status == "AMBER"


def statuses(page):
    return [(line.proposed.status, line.decided.status) for line in page.context["agenda"].lines]


def test_what_happens_after_the_signature_changes_nothing_in_them(signed, item, signed_in):
    client = signed_in("esther")
    row = lambda: [  # noqa: E731
        (line.proposed.status, line.decided.status)
        for line in client.get(at("minutes", signed)).context["agenda"].lines
    ]
    before = row()
    arrested(item("Adair").offender, TODAY)
    assert row() == before


def test_the_list_says_how_many_of_each_its_reader_sees(signed, signed_in, django_assert_max_num_queries):
    page = signed_in("carla").get(reverse("panels:signed_minutes"))
    ((panel, reference),) = page.context["lines"]
    assert (panel.people, reference) == (1, "Luton RAG 2019/1")
    assert signed_in("esther").get(reverse("panels:signed_minutes")).context["lines"][0][0].people == 4


def test_what_is_not_signed_is_not_on_the_list(panel, signed_in):
    assert signed_in("esther").get(reverse("panels:signed_minutes")).context["lines"] == []


def test_a_dissent_stands_in_them_for_who_reads_the_words(panel, item, give, settle, person, signed_in):
    give(item("Iqbal"), "housing")
    Stance.objects.create(
        panel=panel, item=item("Iqbal"), agency=Agency.objects.get(code="probation"), said_by=person("ines"),
        dissent="Probation thinks AMBER+.",
    )  # fmt: skip
    settle(panel)
    actions.close_panel(panel=panel, by=person("esther"))
    said = {who: signed_in(who).get(at("minutes", panel)).context["minutes"].dissents for who in ("esther", "carla")}
    assert [(one.agency, one.text) for one in said["esther"]] == [("Probation", "Probation thinks AMBER+.")]
    assert said["carla"] == []  # knows of the person, and not of arrests
    assert "Probation thinks AMBER+." in signed_in("ines").get(at("minutes", panel)).content.decode()


# The file


@pytest.mark.skipif(not pdf_is_possible(), reason="no Pango here")
def test_the_file_holds_what_the_agency_may_read_and_is_logged_for_each_person(signed, item, signed_in):
    answer = signed_in("carla").post(at("minutes_file", signed), REASON)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="official-sensitive-minutes-2019-03-31-1.pdf"'
    entry = Entry.objects.get(verb="disclosed")
    assert (entry.offender_id, entry.reason) == (item("Iqbal").offender_id, REASON["reason"])
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
        said = text.stdout.decode()
        for words in ("OFFICIAL-SENSITIVE", "IQBAL", "Luton RAG 2019/1 for Housing", "page 1 of 1"):
            assert words in said, words
        assert "JARVIS" not in said


@pytest.mark.skipif(not (pdf_is_possible() and shutil.which("pdftotext")), reason="no Pango or pdftotext here")
def test_the_foot_of_the_file_says_a_name_as_it_is_written(signed, signed_in, person):
    Agency.objects.filter(pk=person("carla").agency_id).update(name="People's Homes & Hostels")
    answer = signed_in("carla").post(at("minutes_file", signed), REASON)
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    assert "for People's Homes & Hostels · page 1 of 1" in text.stdout.decode()


def test_the_file_asks_for_a_reason(signed, signed_in):
    answer = signed_in("carla").post(at("minutes_file", signed), {"reason": ""})
    assert answer.status_code == 422
    assert not Entry.objects.filter(verb="disclosed").exists()


def test_what_is_not_signed_is_not_taken_out(panel, signed_in):
    assert signed_in("esther").post(at("minutes_file", panel), REASON).url == at("minutes", panel)


def test_without_pango_the_page_says_so(signed, signed_in, monkeypatch):
    monkeypatch.setattr("audit.pdf._weasyprint", lambda: None)
    answer = signed_in("carla").post(at("minutes_file", signed), REASON)
    assert answer.status_code == 422
    assert "print the page instead" in answer.content.decode()


# The letter


def test_the_letter_goes_once_to_who_leads_an_agency_that_was_there_and_names_nobody(signed, person, settings):
    carla, femi = person("carla"), person("femi")
    ines = person("ines")
    RoleHolding.objects.create(user=ines, role=Role.SUPERVISOR)  # of probation, which was not there
    for _ in range(2):
        outbox.put("panel_signed", panel=signed.pk)
        while outbox.relay():
            pass
    # Housing has no supervisor: who works there is told. The police were not noted, and have no action.
    assert [letter.to for letter in mail.outbox] == [[carla.email]]
    assert femi.email not in str(mail.outbox)
    body = mail.outbox[0].subject + mail.outbox[0].body
    assert reverse("panels:signed_minutes") in body
    for hidden in ("Iqbal", "IQBAL", "Luton", "RAG", "Carla"):
        assert hidden not in body
    assert MinutesTold.objects.count() == 1


def test_who_has_left_by_then_is_not_told(signed, person):
    carla = person("carla")
    carla.is_active = False
    carla.save()
    while outbox.relay():
        pass
    assert mail.outbox == []


# Corrections


def note(item, by, text="Decided AMBER+, and not AMBER: the next panel decides it.", category="scheme", key=None):
    return actions.note_on_person(item=item, text=text, category=category, request_key=key or uuid4(), by=by)


def test_a_correction_stands_beside_what_was_signed(signed, item, person, signed_in):
    note(item("Iqbal"), person("esther"))
    text = signed_in("esther").get(at("minutes", signed)).content.decode()
    assert "Decided AMBER+, and not AMBER" in text
    assert item("Iqbal").decided_status == "AMBER"
    assert Entry.objects.get(what="panels.note").offender_id == item("Iqbal").offender_id


def test_it_is_for_who_may_see_the_person_and_what_it_is_about(signed, item, person, signed_in):
    note(item("Adair"), person("esther"), "About Adair alone.")
    note(item("Iqbal"), person("esther"), "About a victim of his.", category="victims")
    note(item("Iqbal"), person("esther"), "About his flat.")
    seen = {
        who: [one.text for one in signed_in(who).get(at("minutes", signed)).context["minutes"].notes]
        for who in ("esther", "carla", "dev")
    }
    assert seen["esther"] == ["About Adair alone.", "About a victim of his.", "About his flat."]
    assert seen["carla"] == []  # a local authority knows of arrests only that there are some
    assert "About Adair alone." in seen["dev"]


def test_one_about_the_meeting_is_for_every_reader(signed, person, signed_in):
    actions.note_on_panel(panel=signed, text="It ended at four.", request_key=uuid4(), by=person("esther"))
    assert "It ended at four." in signed_in("carla").get(at("minutes", signed)).content.decode()


def test_a_double_click_signs_once(signed, item, person):
    key = uuid4()
    assert note(item("Iqbal"), person("esther"), key=key) == note(item("Iqbal"), person("esther"), key=key)
    assert ItemNote.objects.count() == 1


def test_the_same_form_with_other_words_is_not_taken_for_signed(signed, item, person):
    key, esther = uuid4(), person("esther")
    note(item("Iqbal"), esther, key=key)
    with pytest.raises(ValidationError, match="sent before with other words"):
        note(item("Iqbal"), esther, "About his flat.", key=key)
    with pytest.raises(ValidationError, match="sent before with other words"):
        note(item("Adair"), esther, key=key)
    said = {"panel": signed, "request_key": uuid4(), "by": esther}
    first, again = (actions.note_on_panel(text="It was in room 2.", **said) for _ in range(2))
    assert first == again
    with pytest.raises(ValidationError, match="sent before with other words"):
        actions.note_on_panel(text="It was in room 3.", **said)
    assert (ItemNote.objects.count(), PanelNote.objects.count()) == (1, 1)


def test_words_are_owed(signed, item, person):
    with pytest.raises(ValidationError, match="Say what is corrected"):
        note(item("Iqbal"), person("esther"), text="  ")


def test_what_is_not_signed_is_put_right_and_not_corrected(panel, item, person):
    with pytest.raises(ValidationError, match="not signed"):
        note(item("Iqbal"), person("esther"))


def test_the_chair_or_the_deputy_signs_it(signed, item, person, gwen):
    for who in (gwen, person("femi")):
        with pytest.raises(PermissionDenied):
            note(item("Iqbal"), who)
    RoleHolding.objects.filter(user=person("esther")).delete()  # nobody of that panel chairs any more
    assert note(item("Iqbal"), gwen).signed_by == gwen


def test_nobody_corrects_on_whom_they_may_not_see(signed, item, person):
    Involvement.objects.filter(offender=item("Iqbal").offender, agency__code="police").delete()
    with pytest.raises(PermissionDenied):
        note(item("Iqbal"), person("esther"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE panels_itemnote SET text = 'Other'",
        "DELETE FROM panels_itemnote",
        "UPDATE panels_panelnote SET text = 'Other'",
        "DELETE FROM panels_panelnote",
    ],
)
def test_nobody_changes_a_note(sql, signed, item, person):
    note(item("Iqbal"), person("esther"))
    actions.note_on_panel(panel=signed, text="It ended at four.", request_key=uuid4(), by=person("esther"))
    with pytest.raises(IntegrityError, match="a signed note stands"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_database_takes_no_note_on_what_is_not_closed(panel, item, person):
    with pytest.raises(IntegrityError, match="a note corrects a closed panel"), transaction.atomic():
        PanelNote.objects.create(panel=panel, text="x", signed_by=person("esther"), request_key=uuid4())
    with pytest.raises(IntegrityError, match="a note corrects a closed panel"), transaction.atomic():
        ItemNote.objects.create(item=item("Iqbal"), text="x", signed_by=person("esther"), request_key=uuid4())


def test_from_the_page(signed, item, signed_in):
    client = signed_in("esther")
    where = at("note_on_person", signed, item("Iqbal"))
    key = client.get(where).context["form"]["request_key"].value()
    assert client.post(where, {"text": "", "category": "scheme", "request_key": key}).status_code == 422
    sent = {"text": "He was there.", "category": "scheme", "request_key": key}
    for _ in range(2):
        assert client.post(where, sent).url == at("minutes", signed) + "#notes"
    assert client.post(at("note", signed), {"text": "It was in room 2.", "request_key": uuid4()}).status_code == 302
    text = client.get(at("minutes", signed)).content.decode()
    assert text.count("He was there.") == 1
    assert "It was in room 2." in text
