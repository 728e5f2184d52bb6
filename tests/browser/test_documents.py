"""The pages of documents in a real browser: no barrier, nothing wider than the screen, and it works without scripts."""

import pytest
from django.urls import reverse

from documents.models import Document
from documents.rules import Kind
from tests.browser.test_pages import look
from tests.documents.files import TEXT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paper(demo):
    """A letter of somebody who has a photograph, filed by the police."""
    return Document.objects.filter(kind=Kind.LETTER, category="identity").select_related("offender").order_by("pk")[0]


def to(name, paper, *more):
    return reverse(f"documents:{name}", args=[paper.offender.public_id, *more])


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_documents_has_a_barrier(width, paper, page_of, axe):
    page = page_of("aisha.shaw", width, 844)
    face = Document.objects.get(offender=paper.offender, kind=Kind.PHOTOGRAPH)
    forms = [to(name, paper, paper.pk) for name in ("replace", "correct", "remove")]
    pages = [to("of_person", paper), to("document", paper, face.pk), to("upload", paper), to("rag", paper), *forms]
    assert look(page, pages, axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_one_is_added_and_waits(script, paper, page_of, axe):
    page = page_of("aisha.shaw", java_script_enabled=script)
    page.goto(to("of_person", paper))
    page.get_by_role("link", name="Add a document").click()
    page.get_by_role("button", name="Add the document").click()
    page.get_by_text("There is a problem").wait_for()
    if script:
        assert axe(page) == []
    page.problems.clear()  # the browser says of the mistake that it was one: 422
    page.set_input_files("#id_file", {"name": "a letter.txt", "mimeType": "text/plain", "buffer": TEXT})
    page.select_option("#id_kind", "agreement")
    page.fill("#id_title", "Agreement of today")
    page.fill("#id_dated_on", "31 3 2019")
    page.select_option("#id_category", "scheme")
    page.get_by_role("button", name="Add the document").press("Enter")
    page.get_by_text("The document is filed.").wait_for()
    page.get_by_role("link", name="Agreement of today").click()
    page.get_by_text("no scanner is set up here").wait_for()
    assert page.get_by_role("link", name="Open version 1").count() == 0
    if script:
        assert axe(page) == []
    assert page.problems == []


def test_a_rag_document_is_one_side_of_paper(paper, page_of, axe):
    page = page_of("aisha.shaw")
    page.goto(to("rag", paper))
    page.fill("#id_issued_for", "The night shift, Luton")
    page.fill("#id_reason", "Patrol of the area tonight, for the response team.")
    with page.expect_navigation():
        page.get_by_role("button", name="Issue it").click()
    page.get_by_role("heading", name=paper.offender.name).wait_for()
    assert axe(page) == [] and page.problems == []
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
