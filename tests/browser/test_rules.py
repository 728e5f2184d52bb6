"""The versions of the rules and of the matrix in a real browser: no barrier, nothing wider than the screen."""

import pytest
from django.urls import reverse

import rag.tasks  # noqa: F401 (its handlers)
from agencies.drafts import actions as drafts
from agencies.models import User
from audit import outbox
from rag.models import RuleSet
from ranking import tasks
from ranking.models import Matrix
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {
    "rules": (RuleSet, {"recent_months": 2}),
    "matrix": (Matrix, {"recency": [[7, 40], [28, 20], [91, 15]]}),
}


@pytest.fixture
def at_once(monkeypatch):
    """A worker that takes up what the outbox sends it at once."""
    monkeypatch.setattr(tasks.preview_matrix, "apply_async", lambda args, **more: tasks.preview_matrix.run(*args))


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_barrier(kind, width, page_of, axe, at_once):
    model, changed = KINDS[kind]
    page = page_of("femi.ade", width, 844)
    assert look(page, [reverse(f"{kind}:list"), reverse(f"{kind}:new")], axe) == ""
    values = {**getattr(model.objects.get(), model.HOLDS), **changed}
    femi = User.objects.get(email="femi.ade@example.org")
    drafts.start(model=model, values=values, source="The board.", because="To see what it does.", by=femi)
    assert look(page, [reverse(f"{kind}:{name}", args=[2]) for name in ("one", "changed")], axe) == ""
    outbox.relay()
    pages = [reverse(f"{kind}:{name}", args=[2]) for name in ("one", "change", "changed")]
    pages += [reverse(f"{kind}:step", args=[2, step]) for step in ("propose", "withdraw")]
    assert look(page, pages, axe) == ""


def test_a_matrix_is_drafted_by_the_keys_and_says_what_is_wrong_with_it(page_of, axe, at_once):
    page = page_of("femi.ade")
    page.goto(reverse("matrix:new"))
    page.fill("[name=recency_2_bound]", "28")
    page.fill("[name=because]", "To see.")
    page.fill("[name=source]", "The board.")
    page.focus("text=Save the draft")
    page.keyboard.press("Enter")
    page.click(".govuk-error-summary a")
    assert page.evaluate("document.activeElement.name") == "recency_2_bound"
    assert axe(page) == []
    page.fill("[name=recency_2_bound]", "56")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/rules/matrix/2/"))
    assert "within 91 days: 15 points → within 56 days: 15 points" in page.inner_text("main")
    outbox.relay()
    page.goto(reverse("matrix:changed", args=[2]))
    assert "It is a trial and no ranking" in page.inner_text("main")
