"""Custody, releases and the plan for their day in a real browser: no barrier, by keyboard, and without scripts."""

import pytest
from django.urls import reverse

from offenders.models import ExpectedRelease, Notice, ReleasePlan, Supervision
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)


def of(name, person, *more):
    return reverse(f"custody:{name}", args=[person.public_id, *more])


def planned(status):
    return ReleasePlan.objects.select_related("offender").get(status=status).offender


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_custody_has_a_barrier(width, page_of, axe):
    page = page_of("david.khan", width, 844)
    person, licence = planned("agreed"), Supervision.objects.filter(conditions__isnull=False).first()
    spell, expected = person.custody_spells.get(released_on=None), person.expected_releases.get(ended_on=None)
    section = [reverse("casefile:section", args=[who.public_id, "supervision"]) for who in (person, licence.offender)]
    forms = [of("release", person, spell.pk), of("transfer", person, spell.pk), of("expect", person)]
    forms += [of("expect_no_more", person, expected.pk), of("visit", person), of("supervise", person)]
    licences = [of(name, licence.offender, licence.pk) for name in ("end_supervision", "condition", "standard")]
    plan = [of("plan", person), of("plan_print", person), of("part", person, "appointment")]
    rows = [of("history", person, "expected", expected.pk), of("admit", licence.offender)]
    lists = [reverse("custody:releases"), reverse("custody:releases") + "?within=14", reverse("custody:notices")]
    assert look(page, [*lists, *section, *forms, *licences, *plan, *rows], axe) == ""


@pytest.mark.parametrize("script", [True, False])
def test_a_plan_is_written_and_agreed(script, page_of):
    page, person = page_of("david.khan", java_script_enabled=script), planned("draft")
    page.goto(reverse("custody:releases"))
    page.goto(of("plan", person))
    for kind in ("sleeps", "appointment"):
        page.goto(of("part", person, kind))
        page.get_by_label("Who sees to it").select_option(label="Probation")
        page.get_by_label("What is arranged").fill("Arranged.")
        if kind == "appointment":
            page.get_by_label("Where").fill("Luton probation office")
            page.get_by_label("When").fill("18 4 2019 14:00")
        page.get_by_role("button", name="Save this part").press("Enter")
        page.get_by_text("This part of the plan is written.").wait_for()
    page.get_by_role("button", name="Agree the plan").press("Enter")
    page.get_by_text("The plan is now: agreed.").wait_for()
    assert ReleasePlan.objects.filter(status="draft").count() == 0


def test_the_police_say_by_keyboard_that_they_read_a_notice(page_of, axe):
    page = page_of("aisha.shaw")
    before = Notice.objects.filter(to__code="police").to_be_read().count()
    assert before
    page.goto(reverse("custody:notices"))
    page.get_by_role("button", name="I have read it").first.press("Enter")
    page.get_by_text("It is recorded that you read it.").wait_for()
    assert axe(page) == []
    assert Notice.objects.filter(to__code="police").to_be_read().count() == before - 1
    assert ExpectedRelease.objects.exists()
