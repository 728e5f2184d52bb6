"""Whoever is managed under MAPPA level 2 or 3: each page of a decision says so and who leads, to who reads that."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from offenders.models import Marker
from panels import actions
from tests.conftest import TODAY
from tests.exceptional import visit
from tests.factories import InvolvementFactory

pytestmark = pytest.mark.django_db
SAYS = "This person is managed under MAPPA level 2, led by Probation. IOM does not decide alone."


def mappa(who, **more):
    given = {"mappa_category": 2, "mappa_level": 2, "led_by": "Probation", "learned_from": "MAPPA meeting"}
    days = {"from_on": date(2019, 1, 1), "review_on": date(2019, 6, 1)}
    return Marker.objects.create(offender=who, kind="mappa", **given | days | more)


@pytest.fixture
def iqbal(four, luton, person):
    """Iqbal, on the agenda of Luton; housing has to do with him too."""
    InvolvementFactory(offender=four[1], agency__code="housing", reason="supports")
    return actions.open_panel(area=luton, held_on=TODAY, by=person("esther")).items.get(offender=four[1])


def pages(client, item):
    panel, who = item.panel.public_id, item.offender
    asked = {
        "agenda": reverse("panels:panel", args=[panel]),
        "decision": reverse("panels:person", args=[panel, who.public_id]),
        "minutes": reverse("panels:minutes", args=[panel]),
        "record": reverse("casefile:person", args=[who.public_id]),
        "contact standard": reverse("contacts:standard", args=[who.public_id]),
    }
    visit(client, who)
    return {name: client.get(address).content.decode() for name, address in asked.items()}


def test_every_page_of_a_decision_says_who_leads(iqbal, signed_in):
    mappa(iqbal.offender)
    assert {name for name, page in pages(signed_in("esther"), iqbal).items() if SAYS not in page} == set()


def test_nobody_else_is_warned_of(iqbal, signed_in, four):
    mappa(four[0])
    found = pages(signed_in("esther"), iqbal)
    assert {name for name, page in found.items() if SAYS in page} == {"agenda", "minutes"}  # of Jarvis, once each
    assert found["agenda"].count(SAYS) == found["minutes"].count(SAYS) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"mappa_level": 1, "led_by": ""}, ""),
        ({"mappa_level": 3, "led_by": "Police"}, "MAPPA level 3, led by Police."),
        ({"ended_on": TODAY, "ended_because": "Moved to level 1."}, ""),
        ({"ended_on": TODAY + timedelta(1), "ended_because": "Moved to level 1."}, "MAPPA level 2, led by Probation."),
    ],
)
def test_at_level_2_and_3_while_it_stands(more, said, iqbal, signed_in):
    mappa(iqbal.offender, **more)
    for page in pages(signed_in("esther"), iqbal).values():
        assert ("IOM does not decide alone" in page) is bool(said)
        assert said in page


def test_of_two_the_higher_level_is_said(iqbal, signed_in):
    mappa(iqbal.offender, mappa_level=3, led_by="Police"), mappa(iqbal.offender)
    for page in pages(signed_in("esther"), iqbal).values():
        assert "MAPPA level 3, led by Police. IOM does not decide alone." in page
        assert SAYS not in page


def test_who_has_boundaries_at_a_flag_is_not_told_who_leads(iqbal, signed_in):
    mappa(iqbal.offender)
    for page in pages(signed_in("carla"), iqbal).values():
        assert "IOM does not decide alone" not in page
        assert "led by Probation" not in page
