"""Appointments in a real browser: by keyboard, without scripts, and no page with a barrier."""

from datetime import timedelta

import pytest
from django.urls import reverse

from contacts.models import Appointment
from offenders.models import Contact
from tests.browser.test_pages import look
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def to(name, row, **more):
    return reverse(f"contacts:{name}", kwargs={"public_id": row.offender.public_id, **more})


def tab(row):
    return reverse("casefile:section", args=[row.offender.public_id, "appointments"])


def late():
    rows = Appointment.objects.without_outcome(TODAY).select_related("offender").filter(agency__code="probation")
    return rows.in_order().first()


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_barrier(width, page_of, axe):
    page, row = page_of("david.khan", width, 844), late()
    fact = Contact.objects.filter(offender=row.offender).first()
    pages = [
        tab(row),
        reverse("casefile:person", args=[row.offender.public_id]),
        *(to(name, row) for name in ("book", "series", "record", "standard", "misses")),
        *(to(name, row, pk=row.pk) for name in ("outcome", "move", "cancel", "correct", "remove")),
        to("copy", row, what="outcome", pk=fact.pk),
        reverse("diary:mine"),
        reverse("diary:mine") + "?whose=agency",
        reverse("diary:not_entered"),
    ]
    assert look(page, pages, axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_a_missed_appointment_from_the_diary_to_the_decision(script, page_of):
    page, row = page_of("david.khan", java_script_enabled=script), late()
    page.goto(reverse("diary:mine"))
    page.get_by_role("link", name=f"Record outcome of {row.offender.name}").first.click()
    page.get_by_label("Missed, unacceptable").check()
    page.get_by_label("What was said").fill("Nobody came.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="What followed from misses").wait_for()
    row.refresh_from_db()
    assert (row.status, row.contact.outcome, row.contact.said.text) == (
        "missed_unacceptable", "missed_unacceptable", "Nobody came.",
    )  # fmt: skip
    page.get_by_role("link", name="Start enforcement").first.click()
    page.get_by_label("Warning sent").check()
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("The decision is recorded.").wait_for()
    assert row.contact.decisions.get().created_by.full_name == "David Khan"
    assert page.problems == []


def test_an_outcome_by_the_keyboard_alone(page_of):
    page, row = page_of("david.khan"), late()
    page.goto(to("outcome", row, pk=row.pk))
    page.get_by_label("Kept").focus()
    page.keyboard.press("Space")
    page.get_by_label("What was said").focus()
    page.keyboard.type("On time.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The outcome is recorded.").wait_for()
    row.refresh_from_db()
    assert row.contact.outcome == "kept"
    assert page.problems == []


def test_a_series_over_easter_without_scripts(page_of):
    page, row = page_of("david.khan", java_script_enabled=False), late()
    before = Appointment.objects.filter(offender=row.offender).count()
    page.goto(to("series", row))
    page.get_by_label("Office").check()
    page.get_by_label("Friday").check()
    page.get_by_label("Every week").check()
    page.fill("[name=until_on]", "26 4 2019")
    page.get_by_role("button", name="Book the series").click()
    page.get_by_text("Friday 19 April 2019 (Good Friday)").first.wait_for()
    page.get_by_label("Leave these days out").check()
    page.get_by_role("button", name="Book the series").click()
    page.get_by_text("The series is booked.").wait_for()
    made = Appointment.objects.filter(offender=row.offender, series__isnull=False).in_order()
    assert [one.due_on.day for one in made] == [5, 12, 26]
    assert Appointment.objects.filter(offender=row.offender).count() == before + 3
    assert made.first().due_on > TODAY + timedelta(1)
