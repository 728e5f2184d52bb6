"""A person's documents, by named people: the list, one document, what is given out, and writing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from documents import actions, storage
from documents.models import Document, DocumentVersion, RagDocument
from documents.rules import Scan
from documents.scanning import Answer
from tests.documents.conftest import file_it, folder, jarvis  # noqa: F401
from tests.documents.files import PDF, TEXT, jpeg, png, sent

pytestmark = pytest.mark.django_db


def to(name, who, *more):
    return reverse(f"documents:{name}", args=[who.public_id, *more])


@pytest.fixture
def clean(file_it):  # noqa: F811
    """`clean(by, ...)` is a document that the scanner has found clean."""

    def filed(by, content=None, **more):
        document = file_it(by, content, **more)
        actions.scanned(document.versions.get().pk, Answer(Scan.CLEAN))
        return document

    return filed


def text(response):
    return response.content.decode()


class TestList:
    def test_who_reads_sees_what_it_is_and_who_knows_sees_that_it_is(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("aisha"), category="offending", kind="mg6", title="Burglary in Park Street", dated_on="2019-03-03")
        whole = text(signed_in("aisha").get(to("of_person", jarvis)))
        assert "Burglary in Park Street" in whole and "MG6" in whole and "3 Mar 2019" in whole
        flagged = text(signed_in("ben").get(to("of_person", jarvis)))  # the drug service has a flag of offending
        assert "A document" in flagged and "3 Mar 2019" in flagged and "Checked, no virus found" in flagged
        for hidden in ("Park Street", "MG6", "Police</td>", "kind="):
            assert hidden not in flagged

    def test_who_may_not_know_sees_nothing(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("ben"), category="treatment", title="Prescription")
        said = text(signed_in("aisha").get(to("of_person", jarvis)))
        assert "Prescription" not in said and "treatment" not in said.lower() and "No document is filed" in said

    def test_no_filter_finds_out_what_is_hidden(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("aisha"), category="offending", kind="mg6")
        clean(person("aisha"), kind="agreement", title="His agreement")
        page = signed_in("ben").get(to("of_person", jarvis) + "?kind=mg6")
        assert page.context["page"].paginator.count == 2 and not page.context["filtered"]
        assert [value for value, _ in page.context["kinds"]] == ["agreement"]
        page = signed_in("ben").get(to("of_person", jarvis) + "?kind=agreement")
        assert [line.document.title for line in page.context["lines"]] == ["His agreement"]
        page = signed_in("ben").get(to("of_person", jarvis) + "?category=treatment")
        assert not page.context["filtered"]

    def test_counts_pages_and_filters(self, file_it, jarvis, person, signed_in):  # noqa: F811
        for n in range(30):
            kind = "letter" if n % 3 else "agreement"
            file_it(person("aisha"), kind=kind, title=f"Number {n}", dated_on=date(2019, 1, 1) + timedelta(n))
        client = signed_in("aisha")
        page = client.get(to("of_person", jarvis))
        assert "<b>30</b> documents" in text(page) and len(page.context["lines"]) == 25
        assert page.context["lines"][0].document.title == "Number 29"
        assert len(client.get(to("of_person", jarvis) + "?page=2").context["lines"]) == 5
        assert client.get(to("of_person", jarvis) + "?kind=agreement").context["page"].paginator.count == 10
        assert (
            client.get(to("of_person", jarvis) + "?category=identity&kind=letter").context["page"].paginator.count == 20
        )

    def test_it_asks_as_often_for_twenty_as_for_two(self, clean, jarvis, person, signed_in):  # noqa: F811
        client = signed_in("aisha")

        def count():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(to("of_person", jarvis)).status_code == 200
            return len(captured)

        clean(person("aisha")), clean(person("aisha"))
        few = count()
        for _ in range(18):
            clean(person("aisha"))
        assert count() == few

    def test_the_tab_stands_for_everybody_who_sees_the_person(self, jarvis, signed_in):  # noqa: F811
        for who in ("aisha", "ben", "dev"):
            page = signed_in(who).get(reverse("casefile:person", args=[jarvis.public_id]))
            assert "Documents" in [words for words, _, _ in page.context["tabs"]]


class TestOpening:
    def test_a_clean_file_comes_as_a_download_under_a_name_that_names_nobody(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"))
        answer = signed_in("ben").get(to("open", jarvis, document.pk, 1))
        assert answer.content == PDF and answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="letter-{document.pk}-version-1.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
        entry = Entry.objects.get(channel=f"documents.open {document.pk}/1")
        assert (entry.verb, entry.user_name, entry.categories) == ("viewed", "Ben Okafor", ["identity"])
        assert entry.offender_id == jarvis.pk

    @pytest.mark.parametrize("scan", ["waiting", "failed", "infected", "made_here"])
    def test_what_is_not_clean_opens_by_no_address(self, scan, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"), png(), kind="photograph")
        DocumentVersion.objects.update(scan=scan, scanned_at=timezone.now())
        client = signed_in("aisha")
        for address in (
            to("open", jarvis, document.pk, 1),
            to("picture", jarvis, document.pk, 1),
            to("photo", jarvis),
        ):
            answer = client.get(address)
            assert answer.status_code == 404 and png() not in answer.content
        for page in (to("document", jarvis, document.pk), to("of_person", jarvis)):
            said = text(client.get(page))
            assert "/versions/1/" not in said and "identity__photo" not in said
        sheet = client.post(to("rag", jarvis), SAID | {"request_key": uuid4()})
        assert "data:image" not in text(sheet)

    def test_an_earlier_version_that_was_never_checked_stays_shut(self, file_it, jarvis, person, signed_in):  # noqa: F811
        document = file_it(person("aisha"))
        second = actions.replace(
            document, after=1, why="Signed", file=sent(TEXT), by=person("aisha"), request_key=uuid4()
        )
        actions.scanned(second.pk, Answer(Scan.CLEAN))
        client = signed_in("aisha")
        assert client.get(to("open", jarvis, document.pk, 1)).status_code == 404
        assert client.get(to("open", jarvis, document.pk, 2)).content == TEXT

    def test_who_knows_and_does_not_read(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"), category="offending")
        ben = signed_in("ben")
        for name, more in (("document", ()), ("open", (1,)), ("picture", (1,)), ("replace", ()), ("remove", ())):
            assert ben.get(to(name, jarvis, document.pk, *more)).status_code == 403, name
        assert Entry.objects.filter(verb="refused", user_name="Ben Okafor").count() >= 5

    def test_who_may_not_know(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("ben"), category="treatment")
        aisha = signed_in("aisha")
        for name, more in (("document", ()), ("open", (1,)), ("replace", ()), ("correct", ()), ("remove", ())):
            assert aisha.get(to(name, jarvis, document.pk, *more)).status_code == 404, name

    def test_through_another_person_it_is_not_there(self, clean, jarvis, person, signed_in):  # noqa: F811
        from agencies.models import Agency
        from tests.factories import InvolvementFactory, OffenderFactory

        document, other = clean(person("aisha")), OffenderFactory()
        InvolvementFactory(offender=other, agency=Agency.objects.get(code="police"), reason="leads")
        assert signed_in("aisha").get(to("open", other, document.pk, 1)).status_code == 404
        assert signed_in("carla").get(to("open", jarvis, document.pk, 1)).status_code == 404

    def test_a_file_that_is_gone_or_was_changed(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"))
        path = storage.where(document.versions.get().stored_as)
        path.write_bytes(b"MZ something else")
        client = signed_in("aisha")
        for _ in range(2):
            answer = client.get(to("open", jarvis, document.pk, 1), follow=True)
            assert "The file is not in its place" in text(answer) and b"MZ something" not in answer.content
            path.unlink(missing_ok=True)

    def test_a_picture_is_drawn_in_a_sandbox(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"), jpeg(), kind="photograph")
        answer = signed_in("aisha").get(to("picture", jarvis, document.pk, 1))
        assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
        letter = clean(person("aisha"))
        assert signed_in("aisha").get(to("picture", jarvis, letter.pk, 1)).status_code == 404


class TestPhotograph:
    def test_in_the_bar_of_each_page(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("aisha"), png(), kind="photograph", dated_on="2018-05-03")
        for page in (reverse("casefile:person", args=[jarvis.public_id]), to("of_person", jarvis)):
            said = text(signed_in("ben").get(page))
            assert 'alt="Photograph of this person, taken on 3 May 2018"' in said
        assert signed_in("ben").get(to("photo", jarvis)).content == png()

    def test_of_another_part_of_the_record_it_is_not(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("aisha"), png(), kind="photograph", category="offending")
        assert "identity__photo" not in text(signed_in("aisha").get(to("of_person", jarvis)))
        assert signed_in("aisha").get(to("photo", jarvis)).status_code == 404

    def test_one_query(self, clean, jarvis, person, signed_in):  # noqa: F811
        from documents.photo import photograph_of

        for _ in range(3):
            clean(person("aisha"), png(), kind="photograph")
        with CaptureQueriesContext(connection) as captured:
            assert photograph_of(jarvis.pk) is not None
        assert len(captured) == 1


def about(**more):
    return {
        "kind": "letter", "title": "From his landlord", "dated_on": "1 3 2019", "category": "identity",
        "request_key": uuid4(), **more,
    }  # fmt: skip


class TestWriting:
    def test_upload_twice_is_once(self, jarvis, signed_in):  # noqa: F811
        client, said = signed_in("aisha"), about()
        for _ in range(2):
            answer = client.post(to("upload", jarvis), {**said, "file": sent()})
            assert (answer.status_code, answer["Location"]) == (302, to("of_person", jarvis))
        assert Document.objects.get().versions.count() == 1

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"file": sent(b"MZ\x90\0")}, "This kind of file is not let in."),
            ({"file": sent(b"")}, "The file is empty."),
            ({"file": ""}, "Choose a file."),
            ({"title": ""}, "Say in a few words what it is."),
            ({"dated_on": "1 4 2019"}, "A document is not of a day that is still to come."),
            ({"kind": "previous_convictions"}, "file it where only its readers are"),
            ({"category": "treatment"}, "Choose where to file it."),
            ({"category": "supervision"}, "Choose where to file it."),
        ],
    )
    def test_what_is_wrong_is_said(self, changed, said, jarvis, signed_in):  # noqa: F811
        answer = signed_in("aisha").post(to("upload", jarvis), {**about(), "file": sent(), **changed})
        assert answer.status_code == 422 and said in text(answer) and "There is a problem" in text(answer)
        assert not Document.objects.exists()

    def test_the_title_has_no_default(self, jarvis, signed_in):  # noqa: F811
        assert signed_in("aisha").get(to("upload", jarvis)).context["form"]["title"].value() is None

    def test_too_much_is_not_read(self, jarvis, signed_in, monkeypatch):  # noqa: F811
        monkeypatch.setattr(storage, "LARGEST", 1000)
        answer = signed_in("aisha").post(
            to("upload", jarvis), {**about(), "file": sent(PDF + b" " * 70_000)}, follow=True
        )
        assert "larger than 20 MB" in text(answer) and not Document.objects.exists()

    def test_a_form_without_its_token_is_refused(self, jarvis, person):  # noqa: F811
        client = Client(enforce_csrf_checks=True)
        client.force_login(person("aisha"), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(to("upload", jarvis), {**about(), "file": sent()}).status_code == 403

    def test_a_new_version(self, clean, jarvis, person, signed_in):  # noqa: F811
        document, client = clean(person("aisha")), signed_in("femi")
        said = {"after": 1, "why": "Signed now.", "request_key": uuid4()}
        answer = client.post(to("replace", jarvis, document.pk), {**said, "file": sent(TEXT)})
        assert answer["Location"] == to("document", jarvis, document.pk)
        page = text(client.get(to("document", jarvis, document.pk)))
        assert "Signed now." in page and "Femi Ade, Police" in page and "/versions/1/" in page
        assert "/versions/2/" not in page and "no scanner is set up here. It stays closed" in page
        late = client.post(to("replace", jarvis, document.pk), {**said, "request_key": uuid4(), "file": sent(TEXT)})
        assert late.status_code == 422 and "Somebody added another version" in text(late)

    def test_who_was_quicker_is_shown(self, clean, jarvis, person, signed_in):  # noqa: F811
        document, client = clean(person("aisha")), signed_in("aisha")
        actions.correct(
            document, by=person("femi"), version=1, because="Better so.", values={"title": "From his mother"}
        )
        said = about(title="From his aunt", version=1, because="It is her hand.")
        answer = client.post(to("correct", jarvis, document.pk), said)
        assert answer.status_code == 409 and "From his mother" in text(answer) and "From his aunt" in text(answer)
        answer = client.post(to("correct", jarvis, document.pk), said | {"version": 2, "take_title": "mine"})
        assert answer.status_code == 302
        page = text(client.get(to("document", jarvis, document.pk)))
        assert "From his aunt" in page and "It is her hand." in page and "From his landlord" in page

    def test_history_of_a_part_that_the_reader_does_not_read_is_not_shown(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"), category="victims", title="About Mrs Smith")
        actions.correct(
            document, by=person("aisha"), version=1, because="Filed in the wrong place.",
            values={"title": "A statement", "category": "offending"},
        )  # fmt: skip
        assert "About Mrs Smith" in text(signed_in("aisha").get(to("document", jarvis, document.pk)))
        from agencies.models import Agency
        from agencies.roles import Role
        from tests.factories import InvolvementFactory
        from tests.people import make_for

        InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="prison"), reason="supports")
        prison = Client()
        prison.force_login(
            make_for("prison", Role.PRACTITIONER), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        page = text(prison.get(to("document", jarvis, document.pk)))
        assert "A statement" in page and "Mrs Smith" not in page and "wrong place" not in page

    def test_a_mistake_is_removed_with_a_reason(self, clean, jarvis, person, signed_in):  # noqa: F811
        document, client = clean(person("aisha")), signed_in("aisha")
        assert client.post(to("remove", jarvis, document.pk), {"version": 1, "because": ""}).status_code == 422
        answer = client.post(to("remove", jarvis, document.pk), {"version": 1, "because": "Another man's."})
        assert answer["Location"] == to("of_person", jarvis) and not Document.objects.exists()

    def test_who_reads_only_is_offered_nothing(self, clean, jarvis, person, signed_in):  # noqa: F811
        document = clean(person("aisha"))
        page = text(signed_in("dev").get(to("of_person", jarvis))) + text(
            signed_in("dev").get(to("document", jarvis, document.pk))
        )
        assert "Add a document" not in page and "Correct or move it" not in page and "Who looked" not in page


def test_who_looked_by_agency_and_by_name_of_ones_own(clean, jarvis, person, signed_in):  # noqa: F811
    document = clean(person("aisha"))
    for who in ("ben", "dev"):
        signed_in(who).get(to("open", jarvis, document.pk, 1))
    looks = signed_in("aisha").get(to("document", jarvis, document.pk)).context["looks"]
    assert [(look.agency, look.name, look.number) for look in looks] == [
        ("Police", "Dev Malik", "1"), ("Drug service", "", "1"),
    ]  # fmt: skip


def test_an_infected_file_is_said_to_be(file_it, jarvis, person, signed_in):  # noqa: F811
    document = file_it(person("aisha"))
    actions.scanned(document.versions.get().pk, Answer(Scan.INFECTED, "Eicar"))
    page = text(signed_in("aisha").get(to("document", jarvis, document.pk)))
    assert "A virus was found: not let in" in page and "The file was deleted. Nobody could open it." in page


def test_the_timeline_says_what_it_is_to_who_reads_it(clean, jarvis, person, signed_in):  # noqa: F811
    clean(person("aisha"), category="offending", title="Park Street", kind="mg7", dated_on="2019-02-03")
    timeline = reverse("casefile:section", args=[jarvis.public_id, "timeline"])
    assert "Park Street" in text(signed_in("aisha").get(timeline))
    said = text(signed_in("ben").get(timeline))
    assert "A document" in said and "Park Street" not in said and "MG7" not in said


SAID = {
    "issued_for": "The night shift, Luton", "reason": "Patrol of the area tonight, for the response team.",
    "form_of_file": "page",
}  # fmt: skip


class TestRagDocument:
    def test_it_has_a_number_and_is_logged_as_a_disclosure(self, clean, jarvis, person, signed_in):  # noqa: F811
        clean(person("aisha"), png(), kind="photograph")
        key = uuid4()
        for _ in range(2):
            answer = signed_in("aisha").post(to("rag", jarvis), SAID | {"request_key": key})
        issued = RagDocument.objects.get()
        said = text(answer)
        for shown in (
            "OFFICIAL-SENSITIVE",
            issued.number,
            "The night shift, Luton",
            "Ethan",
            "3 May 1990",
            "data:image",
        ):
            assert shown in said, shown
        entries = Entry.objects.filter(verb="disclosed", channel=f"documents.rag {issued.number}")
        assert entries.count() == 2 and entries[0].reason == SAID["reason"]
        assert "arvis" not in said.split("<body>")[0]

    def test_only_what_the_reader_may_see(self, jarvis, person, signed_in):  # noqa: F811
        from tests.factories import DecisionFactory, WarrantFactory

        WarrantFactory(offender=jarvis, kind="named_suspect", issued_on="2019-03-02")
        DecisionFactory(offender=jarvis, status="RED", reason="Wanted for burglary")
        aisha = text(signed_in("aisha").post(to("rag", jarvis), SAID | {"request_key": uuid4()}))
        assert "WANTED: Named suspect" in aisha and "Wanted for burglary" in aisha and "RED" in aisha
        ben = text(signed_in("ben").post(to("rag", jarvis), SAID | {"request_key": uuid4()}))
        for hidden in ("WANTED", "Named suspect", "burglary", 'rag--red"'):
            assert hidden not in ben

    @pytest.mark.parametrize("changed", [{"issued_for": ""}, {"reason": "x"}, {"form_of_file": "docx"}])
    def test_for_whom_and_why_is_asked(self, changed, jarvis, signed_in):  # noqa: F811
        answer = signed_in("aisha").post(to("rag", jarvis), SAID | {"request_key": uuid4()} | changed)
        assert answer.status_code == 422 and not RagDocument.objects.exists()
        assert not Entry.objects.filter(verb="disclosed").exists()

    def test_the_same_number_for_another_is_refused(self, jarvis, signed_in):  # noqa: F811
        said = SAID | {"request_key": uuid4()}
        signed_in("aisha").post(to("rag", jarvis), said)
        answer = signed_in("aisha").post(to("rag", jarvis), said | {"issued_for": "Somebody else"})
        assert answer.status_code == 422 and RagDocument.objects.count() == 1
