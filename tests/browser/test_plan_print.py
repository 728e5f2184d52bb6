"""The care plan on paper: one side of A4 for eight pathways of two items each; a longer one goes on in its order."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, User
from offenders.models import Consent, Offender
from pathways.models import Pathway, PlanAgreement, PlanItem
from tests.conftest import TODAY
from tests.factories import plan_item

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "Moira Kent, money advice, Bedford"
AIMS = "No new debts, and the fines paid by instalments until the summer is over."
READ = shutil.which("pdftotext")
ACTION = "Brings every letter to the adviser; the officer writes to the court about the fines and the rent."


@pytest.fixture
def harriet(page_of):
    """Of health, who reads every pathway of somebody who agreed that she reads of treatment."""
    return page_of("harriet.vane")


@pytest.fixture
def planned(harriet):
    """Somebody of hers with so many items of each of the eight pathways, and nothing else open."""
    health = Agency.objects.get(code="health")
    people = Offender.objects.filter(involvements__agency=health, involvements__until_on=None)
    who = people.order_by("pk")[0]
    given = {
        "agency": health,
        "given_on": TODAY,
        "how": "Signed.",
        "recorded_by": User.objects.get(full_name="Harriet Vane"),
    }
    Consent.objects.get_or_create(offender=who, category="treatment", defaults=given)
    PlanItem.objects.filter(offender=who).update(status="met")

    def make(each, action=ACTION):
        for pathway in Pathway.objects.in_force(TODAY):
            for number in range(each):
                told = {"contact": CONTACT, "aims": AIMS, "action": f"{number + 1}. {action}"}
                plan_item(who, health, pathway.pk, review_on=date(2019, 4, 30), **told)
        return who

    return make


def sides(page, who):
    """How many sides the plan takes on paper, and what stands on each."""
    page.goto(reverse("pathways:plan_print", args=[who.public_id]))
    if "/why/" in page.url:
        from tests.browser.test_pages import say_why

        say_why(page)
    page.get_by_role("heading", name="Care plan to be agreed").wait_for()
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


def test_eight_pathways_of_two_items_each_are_one_side(planned, harriet, axe):
    who = planned(2)
    said = {"signed": "on_paper", "present": "Harriet Vane", "own_words": "I want to be rid of the debts. " * 6}
    PlanAgreement.objects.create(offender=who, agreed_on=TODAY, **said)
    assert sides(harriet, who) == 1
    assert axe(harriet) == []
    assert harriet.locator("tbody tr").count() == 16
    assert "sheet--dense" in harriet.locator("main").get_attribute("class")


@pytest.mark.parametrize("each", [0, 1])
def test_a_short_one_is_one_side_in_the_larger_type(each, planned, harriet):
    assert sides(harriet, planned(each, "Brings every letter to the adviser.")) == 1
    assert "sheet--roomy" in harriet.locator("main").get_attribute("class")


@pytest.mark.skipif(READ is None, reason="no pdftotext here (Debian: apt-get install poppler-utils)")
def test_a_long_one_goes_on_in_its_order_and_the_signature_is_not_alone(planned, harriet):
    """However many items: each side says which it is, and some of the plan stands with the signature."""
    for each in (3, 1, 1, 1, 1, 2, 3):
        who = planned(each, ACTION * 2)
        assert sides(harriet, who) > 1
        assert "It is too long for one side" in harriet.locator("nav").inner_text()
        read = on_each(harriet.pdf(prefer_css_page_size=True))
        assert [bool(re.search("^Signed", side, re.MULTILINE)) for side in read] == [False] * (len(read) - 1) + [True]
        for number, side in enumerate(read, start=1):
            assert f"Side {number} of {len(read)}" in side
            assert "Care pathway" in side  # the heads of the columns, and what stands below them
            assert "Brings every letter" in side


def on_each(pdf):
    """The words of each side."""
    read = subprocess.run([READ, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]
