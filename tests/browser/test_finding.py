"""Putting somebody on the register and deciding a pair, in a real browser: no barrier, and it works without scripts."""

import pytest

from agencies.code_lists import command_line
from exchange import duplicates
from exchange.models import PossibleDuplicate
from offenders.models import Join, Offender

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False])
def test_somebody_is_looked_for_created_and_joined_to_who_they_were(script, demo, page_of, axe):
    known = Offender.objects.filter(withdrawn=False, restrictions=None).exclude(pnc_id="").order_by("ref").first()
    page = page_of("aisha.shaw", java_script_enabled=script)
    page.goto("/people/new/")
    if script:
        assert axe(page) == []
    page.get_by_label("Family name").fill(known.family_name)
    page.get_by_label("Given names").fill(known.given_names)
    page.get_by_label("Date of birth").fill(f"{known.date_of_birth:%d %m %Y}")
    page.get_by_label("Male", exact=True).check()
    page.get_by_label("Home area").select_option(index=1)
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Look who may be meant").press("Enter")
    page.get_by_role("heading", name="Is it one of these?").wait_for()
    assert page.get_by_role("link", name=known.name).first.is_visible()
    if script:
        assert axe(page) == []
    page.get_by_role("button", name="None of these").press("Enter")
    page.get_by_text("is on the register").wait_for()
    made = Offender.objects.get(request_key__isnull=False)
    assert duplicates.find(by=command_line()) >= 1
    _decide(PossibleDuplicate.objects.get(second=made, first=known), page_of, axe, script)
    page.goto(f"/people/{made.public_id}/")
    assert page.url.endswith(f"/people/{known.public_id}/")


def _decide(pair, page_of, axe, script):
    page = page_of("femi.ade", java_script_enabled=script)
    page.goto(f"/imports/duplicates/{pair.pk}/")
    if script:
        assert axe(page) == []
    page.get_by_label("Yes, the same person").check()
    page.get_by_label("The first").check()
    page.get_by_label("Why?").fill("The same fingerprints.")
    page.get_by_role("button", name="Decide").press("Enter")
    page.get_by_text("They are one person now").wait_for()
    assert Join.objects.get().gone_id == pair.second_id
    page.goto("/imports/duplicates/joined/")
    if script:
        assert axe(page) == []
