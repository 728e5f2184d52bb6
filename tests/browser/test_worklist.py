"""Today in a real browser: no barrier, nothing wider than the screen, by keyboard alone and without scripts."""

import pytest
from django.urls import reverse

from casefile.models import PutOff
from tests.browser.test_pages import look, say_why

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/today/", "/today/?whose=agency", "/today/?whose=agency&kind=wanted", "/today/put-off/"]


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_the_worklist_has_a_barrier(width, page_of, axe):
    page = page_of("aisha.shaw", width, 844)
    assert page.url.endswith("/today/")
    assert look(page, PAGES, axe) == ""


def open_first(page):
    """The form that puts off the first line, by the keyboard alone."""
    page.locator(".line__off").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    if "/why/" in page.url:
        say_why(page)
        page.goto(reverse("worklist:today"))
        open_first(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_line_is_put_off_and_taken_back(script, page_of, axe):
    page = page_of("susan.hart", java_script_enabled=script)
    page.goto("/today/?whose=agency")
    open_first(page)
    page.get_by_role("button", name="Put off").click()
    page.get_by_text("There is a problem").wait_for()
    if script:
        assert axe(page) == []
    page.problems.clear()  # the browser says of the mistake that it was one: 422
    page.fill("#id_until", "5 4 2019")
    page.fill("#id_reason", "Agreed with the panel's chair.")
    page.get_by_role("button", name="Put off").click()
    page.get_by_text("It is put off, and comes back on its day.").wait_for()
    assert PutOff.objects.count() == 1
    page.goto(reverse("worklist:put_offs"))
    assert page.get_by_text("Agreed with the panel's chair.").is_visible()
    if script:
        assert axe(page) == []
    page.get_by_role("button", name="Take back").first.click()
    page.get_by_text("It is back on the list.").wait_for()
    assert page.problems == []
