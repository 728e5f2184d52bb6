"""The pages of exceptions by name in a real browser: no barrier that axe can find; a double click grants once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.models import User
from audit import clock
from offenders.exceptions import actions
from offenders.models import NamedGrant, Offender
from offenders.policies import view_of
from offenders.rules import How
from tests.browser.test_pages import look

pytestmark = pytest.mark.django_db(transaction=True)


def account(name):
    return User.objects.get(email=f"{name}@example.org")


def somebody(who):
    """A person with whom that reader's agency is involved today, and housing is not."""
    housings = Offender.objects.visible_to(account("carla.reid")).order_by().values("pk")
    mine = Offender.objects.visible_to(account(who)).exclude(pk__in=housings).order_by("pk")
    return next(one for one in mine[:50] if view_of(account(who), one.pk).how is How.INVOLVED)


def at(name, offender, **more):
    return reverse(f"exceptions:{name}", kwargs={"public_id": offender.public_id, **more})


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_of_exceptions_has_a_barrier(width, page_of, axe):
    femi, susan = account("femi.ade"), account("susan.hart")
    page, shown = page_of("femi.ade", width, 844), somebody("femi.ade")
    assert look(page, ["/by-name/", "/by-name/?show=restricted", at("of_person", shown)], axe) == ""
    carla = account("carla.reid")
    until = clock.today() + timedelta(days=20)
    grant = actions.grant(offender=shown, user=carla, reason="Her hostel.", until=until, by=femi)
    forms = [at("grant", shown), at("prolong", shown, pk=grant.pk), at("restrict", shown)]
    assert look(page, ["/by-name/", at("of_person", shown), *forms], axe) == ""
    made = actions.restrict(
        offender=shown, why="relative", reason="His sister.", names=[femi, susan], by=femi, without_lead=True
    )
    of_restricted = ["/by-name/?show=restricted", at("of_person", shown), at("names", shown), at("ask_lifting", shown)]
    assert look(page, of_restricted, axe) == ""
    actions.ask_lifting(restriction=made, reason="She has left.", version=made.version, by=susan)
    assert look(page, [at("of_person", shown)], axe) == ""


def test_mistakes_are_said_without_a_barrier(page_of, axe):
    page, shown = page_of("femi.ade"), somebody("femi.ade")
    page.goto(at("grant", shown))
    page.get_by_role("button", name="Grant by name").click()
    page.get_by_text("There is a problem").wait_for()
    assert axe(page) == []
    page.goto(at("restrict", shown))
    page.get_by_role("button", name="Restrict this person").click()
    page.get_by_text("There is a problem").wait_for()
    assert axe(page) == []


def test_a_double_click_grants_once(page_of):
    page, shown = page_of("femi.ade"), somebody("femi.ade")
    page.goto(at("grant", shown))
    page.locator("#id_user option").nth(1).wait_for(state="attached")
    page.select_option("#id_user", index=1)
    page.fill("#id_reason", "She is to house him.")
    until = clock.today() + timedelta(days=30)
    page.fill("#id_until", f"{until.day} {until.month} {until.year}")
    page.get_by_role("button", name="Grant by name").dblclick()
    page.get_by_text("sees this record from now on").wait_for()
    assert NamedGrant.objects.filter(content_object=shown).count() == 1
