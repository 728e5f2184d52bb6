"""The pages of letters after a deselection, by who opens them; what the fields say; and the letters' own words."""

import shutil
import subprocess
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.pdf import pdf_is_possible
from casefile.letters.facts import NOT_SHARED
from cohorts.actions import letters as actions
from cohorts.models import Letter, LetterTemplate
from cohorts.rules.letters import How
from contacts.models import Appointment
from offenders.models import CaseLead
from pathways.models import PlanItem
from tests.casefile.test_scheme import as_, post, read
from tests.casefile.test_worklist import lines
from tests.cohorts.conftest import chair, coordinator, jarvis, second, warden  # noqa: F401 (fixtures)
from tests.cohorts.rows import left, letter, template
from tests.conftest import TODAY
from tests.factories import DecisionFactory, InvolvementFactory, SupervisionFactory
from tests.people import make_for

# ruff: noqa: F811
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not pdf_is_possible(), reason="no Pango here")]
REVIEW = "2019-05-03"


def at(name, person, *more):
    return reverse(f"letters:{name}", args=[person.public_id, *more])


def of(code):
    return Agency.objects.get(code=code)


def planned(who, agency, pathway, aims):
    return PlanItem.objects.create(
        offender=who, agency=of(agency), pathway_id=pathway, contact="Reception", aims=aims, action="Meets weekly",
        review_on=REVIEW, status="in_progress", status_on=TODAY,
    )  # fmt: skip


@pytest.fixture
def gone(chair, jarvis):
    """Jarvis left by code 2: housing goes on with him, and has two items of his plan, one of them about health."""
    planned(jarvis, "housing", "accommodation", "Keeps the tenancy in Park Street")
    planned(jarvis, "housing", "health", "Takes the tablets")
    planned(jarvis, "probation", "finance", "Pays the fines off")
    for agency, on, place in (("housing", "2019-04-09", "Town hall"), ("probation", "2019-04-10", "Bedford office")):
        Appointment.objects.create(offender=jarvis, agency=of(agency), kind="office", due_on=on, place=place)
    SupervisionFactory(offender=jarvis, due_to_end_on="2019-08-01")
    return left(jarvis, "2", single_agency=of("housing"), created_by=chair, because="ANPR puts him at the scene.")


def flat(text):
    return " ".join(unescape(text).split())


def pdf_text(content):
    if not shutil.which("pdftotext"):
        pytest.skip("nothing to read a PDF with")
    return flat(subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode())


def seen_of(client, address):
    read(client, address)
    return client.get(address).context["seen"]


def keep(client, address, **values):
    return post(client, address, seen=seen_of(client, address), **values)


def test_from_the_deselection_to_a_letter_in_his_hand(client, coordinator, gone, jarvis):
    as_(client, coordinator)
    page = flat(read(client, reverse("scheme:of_person", args=[jarvis.public_id])))
    assert "Letter to the person: <b>to be written</b>" in page
    page = flat(read(client, at("of_deselection", jarvis, gone.public_id)))
    assert page.count("To be written") == 4
    write = at("write", jarvis, gone.public_id, "person")
    page = flat(read(client, write))
    assert "Keeps the tenancy in Park Street. Next: Meets weekly. Review on 3 May 2019, with Housing." in page
    assert "Pays the fines off" in page and "9 April 2019, Housing, Town hall" in page
    assert "Supervision: until 1 August 2019" in page and "31 March 2020" in page
    assert "(what you write for this person stands here)" in page
    page = flat(
        client.post(write, {"preview": "yes", "own_words": "Well done, Kim.", "request_key": uuid4()}).content.decode()
    )
    assert "<p>Well done, Kim.</p>" in page and not Letter.objects.exists()
    assert keep(client, write, own_words="Well done, Kim.") == 302
    row = Letter.objects.get()
    assert "Well done, Kim." in flat(read(client, at("letter", jarvis, row.public_id)))
    assert "Well done, Kim." in flat(read(client, at("print", jarvis, row.public_id)))
    answer = client.get(at("pdf", jarvis, row.public_id))
    assert answer["Content-Type"] == "application/pdf" and "Jarvis" not in answer["Content-Disposition"]
    text = pdf_text(answer.content)
    assert "Well done, Kim." in text and "Most parts of your life" in text and "OFFICIAL" not in text
    for hidden in ("Takes the tablets", "ANPR", "75%", "GREEN"):
        assert hidden not in text
    give = at("give", jarvis, row.public_id)
    assert post(client, give, how="", to_whom="", sent_on="") == 422
    assert post(client, give, how="read_out", to_whom="To him, at the office", sent_on="31 3 2019") == 302
    page = flat(read(client, at("of_deselection", jarvis, gone.public_id)))
    assert "Read out, 31 March 2019, To him, at the office" in page and page.count("To be written") == 3


def test_a_letter_to_partners_says_who_and_when_and_what_is_theirs(client, coordinator, gone, jarvis):
    address = at("write_to", jarvis, gone.public_id, "partners", "probation")
    page = flat(read(as_(client, coordinator), address))
    assert "To Probation" in page and "31 March 2019" in page and "Pays the fines off" in page
    letter_alone = page[page.index("<article") : page.index("</article>")]
    for hidden in ("Park Street", "tablets", "code 2", "75%", "RAG", "ANPR"):
        assert hidden not in letter_alone


def test_a_handover_says_what_is_its_agencys(client, coordinator, gone, jarvis):
    DecisionFactory(offender=jarvis, status="GREEN", effective_on="2019-03-04")
    CaseLead.objects.create(offender=jarvis, agency=of("probation"), from_on="2018-01-15")
    address = at("write_to", jarvis, gone.public_id, "agency", "housing")
    page = flat(read(as_(client, coordinator), address))
    letter_alone = page[page.index("<article") : page.index("</article>")]
    for said in ("Park Street", "9 April 2019", "by code 2", "Case lead: Probation", "OFFICIAL-SENSITIVE",
                 "GREEN, decided on 4 March 2019"):  # fmt: skip
        assert said in letter_alone, said
    for hidden in ("tablets", "fines", "Bedford office", "75%"):
        assert hidden not in letter_alone


@pytest.mark.parametrize(
    ("status", "said"), [("RED", "Speak to the lead agency before contact"), ("AMBER", "AMBER, decided on 4 March")]
)
def test_a_handover_says_the_status_as_whoever_reads_the_scheme_alone_is_told_it(
    status, said, client, coordinator, gone, jarvis
):
    DecisionFactory(offender=jarvis, status=status, effective_on="2019-03-04")
    page = flat(read(as_(client, coordinator), at("write_to", jarvis, gone.public_id, "agency", "housing")))
    letter_alone = page[page.index("<article") : page.index("</article>")]
    assert f"RAG status at the end: {said}" in letter_alone and "RED" not in letter_alone


def test_what_the_agreement_does_not_give_the_recipient_is_not_said(client, coordinator, chair, jarvis):
    """The voluntary sector has no more than a flag of the scheme: no code and no RAG status."""
    helpers = Agency.objects.create(code="helpers", name="Helpers", kind="voluntary")
    row = left(jarvis, "2", single_agency=helpers, created_by=chair)
    page = flat(read(as_(client, coordinator), at("write_to", jarvis, row.public_id, "agency", "helpers")))
    letter_alone = page[page.index("<article") : page.index("</article>")]
    assert f"by code {NOT_SHARED}" in letter_alone and f"at the end: {NOT_SHARED}" in letter_alone
    assert "Not in this letter, since you do not read it or its recipient may not have it: the code of the" in page


def test_the_record_changed_while_it_was_read(client, coordinator, gone, jarvis):
    write = at("write", jarvis, gone.public_id, "person")
    seen = seen_of(as_(client, coordinator), write)
    PlanItem.objects.filter(aims__startswith="Pays").update(status="met")
    answer = client.post(write, {"seen": seen, "request_key": uuid4(), "own_words": "x"})
    assert answer.status_code == 422 and "Read it again, then keep it" in answer.content.decode()
    assert answer.context["seen"] != seen and not Letter.objects.exists()


def test_a_double_click_is_one_letter(client, coordinator, gone, jarvis):
    write = at("write", jarvis, gone.public_id, "person")
    said = {"seen": seen_of(as_(client, coordinator), write), "request_key": uuid4()}
    assert [client.post(write, said).status_code for _ in range(2)] == [302, 302]
    assert Letter.objects.count() == 1


def test_in_english_where_there_is_none_in_the_first_language_and_it_is_said(client, coordinator, gone, jarvis):
    jarvis.first_language, jarvis.interpreter_needed = "Welsh", True
    jarvis.save()
    write = at("write", jarvis, gone.public_id, "person")
    page = flat(read(as_(client, coordinator), write))
    assert "First language: Welsh. No letter in it is in force, so this one is in English." in page
    assert "needs an interpreter" in page
    template(body="{given_names}: a coordinator’s version.")
    page = flat(read(client, write))
    assert "a coordinator’s version." in page and "No letter in it" not in page and 'lang="cy"' in page


class TestTheAgencyThatGoesOn:
    @pytest.fixture
    def handed(self, gone, coordinator):
        row = letter(gone, kind="agency", agency=of("housing"), text="He is yours now.")
        return actions.send(letter=row, how=How.SHOWN_HERE, to_whom="Housing", sent_on=TODAY, by=coordinator)

    def test_it_finds_the_handover_on_its_list_and_takes_the_person_on(self, client, handed, jarvis):
        carla = make_for("housing", Role.SUPERVISOR)
        assert ("handover", date(2019, 4, 7), "Handover to answer") in lines(carla)
        as_(client, carla)
        assert "Handed to your agency" in read(client, reverse("scheme:of_person", args=[jarvis.public_id]))
        page = read(client, at("letter", jarvis, handed.public_id))
        assert "He is yours now." in page and "Answer the handover" in page
        address = at("answer", jarvis, handed.public_id)
        assert post(client, address, takes="no", words="") == 422
        assert post(client, address, takes="yes", words="From April.") == 302
        assert "Taken on" in read(client, at("letter", jarvis, handed.public_id))
        assert not [line for line in lines(carla) if line[0] == "handover"]

    def test_one_that_is_not_taken_on_is_on_the_writers_list_again(self, client, handed, jarvis, coordinator):
        carla = make_for("housing", Role.SUPERVISOR)
        as_(client, carla)
        address = at("answer", jarvis, handed.public_id)
        read(client, address)
        assert post(client, address, takes="no", words="We have no place.") == 302
        page = read(as_(client, coordinator), at("of_deselection", jarvis, handed.deselection.public_id))
        assert "Not taken on" in page and "We have no place." in page

    def test_another_agency_has_no_such_page(self, client, handed, jarvis, warden):
        as_(client, warden)
        read(client, reverse("scheme:of_person", args=[jarvis.public_id]))
        assert client.get(at("answer", jarvis, handed.public_id)).status_code == 403
        stranger = make_for("employment", Role.PRACTITIONER)
        assert as_(client, stranger).get(at("letter", jarvis, handed.public_id)).status_code == 404

    def test_before_it_is_given_its_agency_has_none_of_it(self, client, gone, jarvis):
        helpers = Agency.objects.create(code="helpers", name="Helpers", kind="voluntary")
        InvolvementFactory(offender=jarvis, agency=helpers, reason="supports")
        row = letter(gone, kind="agency", agency=helpers, text="He is yours now.")
        dawn = make_for("helpers", Role.PRACTITIONER)
        as_(client, dawn)
        read(client, reverse("casefile:person", args=[jarvis.public_id]))
        assert client.get(at("letter", jarvis, row.public_id)).status_code == 404


def test_who_reads_of_the_scheme_alone_does_not_read_what_the_police_know(client, gone, jarvis):
    """The code's words in a handover to the neighbourhood team say whether there is intelligence."""
    row = letter(gone, kind="neighbourhood", agency=of("police"))
    InvolvementFactory(offender=jarvis, agency=of("drug_service"), reason="supports")
    as_(client, make_for("drug_service", Role.PRACTITIONER))
    read(client, at("of_deselection", jarvis, gone.public_id))
    assert client.get(at("letter", jarvis, row.public_id)).status_code == 404


def test_letters_are_on_the_list_of_who_may_write_them(coordinator, second, warden, gone, jarvis):
    found = [line for line in lines(coordinator) if line[0] == "letters"]
    assert found == [("letters", date(2019, 4, 7), "Letters after a deselection: 4 to write")]
    assert not [line for line in lines(warden) if line[0] == "letters"]
    given = {"status": "sent", "how": "posted", "to_whom": "x", "sent_on": TODAY, "sent_by": coordinator}
    letter(gone, **given)
    for kind, agency in (("partners", "probation"), ("partners", "prison"), ("agency", "housing")):
        assert [line for line in lines(coordinator) if line[0] == "letters"]
        letter(gone, kind=kind, agency=of(agency), **given)
    assert not [line for line in lines(coordinator) if line[0] == "letters"]


def test_the_page_costs_the_same_however_many_partners_there_are(client, coordinator, gone, jarvis):
    address = at("of_deselection", jarvis, gone.public_id)
    read(as_(client, coordinator), address)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    few = queries()
    for number in range(6):
        more = Agency.objects.create(code=f"a{number}", name=f"Agency {number}", kind="voluntary")
        InvolvementFactory(offender=jarvis, agency=more, reason="supports")
        letter(gone, kind="partners", agency=more)
    assert queries() == few


class TestWords:
    def test_every_letter_with_its_version_and_an_example_of_nobody(self, client, coordinator, gone):
        page = flat(as_(client, coordinator).get(reverse("letter_templates:list")).content.decode())
        assert page.count("The product") == LetterTemplate.objects.count()
        row = LetterTemplate.objects.get(kind="agency")
        page = flat(client.get(reverse("letter_templates:one", args=[row.pk])).content.decode())
        assert "Example: no value here is anybody’s." in page and "EXAMPLE, Alex" in page and "{name}" in page
        assert row.source in page and "Jarvis" not in page

    def test_the_next_version_is_shown_first_then_written(self, client, coordinator):
        row = LetterTemplate.objects.get(kind="partners", code=None)
        address = reverse("letter_templates:edit", args=[row.pk])
        page = as_(client, coordinator).get(address)
        initial = page.context["form"].initial
        said = {"title": "News", "body": "{name} has left.", "from_on": "31 3 2019", "source": "The board, March.",
                "request_key": uuid4(), "after_version": initial["after_version"]}  # fmt: skip
        answer = client.post(address, {**said, "preview": "yes"})
        assert answer.status_code == 200 and "EXAMPLE, Alex has left." in answer.content.decode()
        assert LetterTemplate.objects.filter(kind="partners", code=None).count() == 1
        assert client.post(address, said).status_code == 302
        assert LetterTemplate.objects.get(kind="partners", code=None, version=2).written_by == coordinator

    @pytest.mark.parametrize("preview", [{}, {"preview": "yes"}])
    def test_a_field_that_may_not_stand_there_is_named_with_its_line(self, preview, client, coordinator):
        row = LetterTemplate.objects.get(kind="partners", code=None)
        said = {"title": "News", "body": "{name}\n{nmae}\n{rag}", "from_on": "31 3 2019", "source": "x",
                "request_key": uuid4(), "after_version": 1}  # fmt: skip
        answer = as_(client, coordinator).post(reverse("letter_templates:edit", args=[row.pk]), said | preview)
        page = flat(answer.content.decode())
        assert answer.status_code == 422
        assert "Line 2: {nmae} is no merge field." in page and "Line 3: {rag} is of “scheme" in page

    def test_another_language(self, client, coordinator):
        said = {"kind": "person", "code": "2", "language": "Welsh", "title": "T", "body": "{given_names}",
                "from_on": "1 4 2019", "source": "Translated by a named office.", "request_key": uuid4(),
                "after_version": 0}  # fmt: skip
        client = as_(client, coordinator)
        assert client.post(reverse("letter_templates:new"), said).status_code == 302
        assert (
            "to come on 1 April 2019"
            in client.get(
                reverse("letter_templates:one", args=[LetterTemplate.objects.get(language="Welsh").pk])
            ).content.decode()
        )

    def test_a_coordinator_of_another_agency_reads_and_changes_nothing(self, client, scheme):
        as_(client, make_for("prison", Role.COORDINATOR))
        page = client.get(reverse("letter_templates:list")).content.decode()
        assert "A coordinator of an agency that manages the scheme changes them." in page
        row = LetterTemplate.objects.first()
        assert client.get(reverse("letter_templates:edit", args=[row.pk])).status_code == 403
        assert client.get(reverse("letter_templates:new")).status_code == 403

    def test_with_no_words_in_force_the_page_says_what_to_do(self, client, coordinator, gone, jarvis):
        LetterTemplate.objects.filter(kind="person").delete()
        page = read(as_(client, coordinator), at("write", jarvis, gone.public_id, "person"))
        assert "No words are in force for this letter" in page
