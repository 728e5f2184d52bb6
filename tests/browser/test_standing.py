"""RED for the probation system and reactive management in a real browser: no barrier, nothing wider than the screen."""

from datetime import timedelta
from uuid import uuid4

import pytest

from agencies.models import User
from offenders.models import Offender
from rag import actions
from rag.models import Decision
from rag.registrations import lines, may_be_told
from rag.rules.registrations import Registered, Todo
from tests.browser.test_pages import look
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def a_list_that_differs():
    """Of the demonstration's RED one is left out and one has another day; somebody else stands in it."""
    femi = User.objects.get(email="femi.ade@example.org")
    red = [line for line in lines(femi, TODAY, None) if line.person.crn]
    named = [(line.person.crn, line.panel) for line in red[1:]]
    named[0] = (named[0][0], named[0][1] - timedelta(3))
    other = may_be_told(femi, TODAY).exclude(crn="").exclude(pk__in=[line.person.pk for line in red]).first()
    named += [(other.crn, TODAY - timedelta(60)), ("Z999999", TODAY)]
    found = [Registered(number, crn, since) for number, (crn, since) in enumerate(named, start=2)]
    check, _ = actions.check_registrations(found=found, as_of=TODAY, request_key=uuid4(), by=femi)
    assert {Todo.ENTER, Todo.END, Todo.OTHER_DAY} <= {line.todo for line in lines(femi, TODAY, check)}


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_barrier(width, page_of, axe):
    page = page_of("femi.ade", width, 844)
    pages = [f"/status/{name}/" for name in ("red", "red/take-out", "red/check", "reactive-management")]
    assert look(page, pages, axe) == ""
    a_list_that_differs()
    green = Offender.objects.filter(decisions__status="GREEN").first()
    Decision.objects.create(
        offender=green, effective_on=TODAY - timedelta(40), status="GREEN_RM", decided_by="panel", ref="now"
    )
    assert look(page, ["/status/red/", "/status/red/?todo=enter", "/status/reactive-management/"], axe) == ""
    page.goto("/status/red/check/")
    wrong = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"crn,registered_on\nx,y\n"}
    page.set_input_files("input[type=file]", wrong)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("alert").wait_for()
    assert "Line 2: crn must be" in page.get_by_role("alert").inner_text()
