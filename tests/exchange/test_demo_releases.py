"""The demonstration's releases: every state of the lists has something in it, and no published fact knows of them."""

from datetime import date

import pytest

from exchange.demo.releases import INVENTED
from offenders.custody.queries import plans_due, releases_within
from offenders.custody.rules import PlanStatus
from offenders.models import CustodySpell, ExpectedRelease, Notice, Supervision

pytestmark = pytest.mark.django_db

DAY = date(2019, 3, 31)


def test_the_lists_have_each_kind_and_the_rows_say_that_they_are_invented(loaded):
    found = releases_within(28, DAY)
    assert {release.plan_status for release in found} == {PlanStatus.NOT_WRITTEN, PlanStatus.DRAFT, PlanStatus.AGREED}
    codes = {warning.code for release in found for warning in release.warnings}
    assert {"within_14", "within_28", "friday", "before_holiday"} <= codes
    assert plans_due(DAY).exists() and Supervision.objects.ending_within(28, DAY).count() == 2
    assert all(row.said_by.startswith(INVENTED) for row in ExpectedRelease.objects.all())
    assert {"expected"} <= set(Notice.objects.values_list("kind", flat=True))


def test_nothing_of_it_is_a_spell_or_an_end_that_was_not_published(loaded):
    assert not CustodySpell.objects.filter(import_number=None).exists()
    assert not Supervision.objects.filter(import_number=None).exists()
