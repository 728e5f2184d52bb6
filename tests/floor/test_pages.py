"""With the policy taken out, the floor alone still gives another agency nothing of anybody, on every page.

The same pages without the floor show the person, so that this test would see it if one of them did.
"""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agencies.categories import Category, Level
from agencies.rules import Levels
from audit import floor
from offenders import policies
from offenders.models import Offender
from offenders.policies import How, View
from offenders.querysets import OffenderQuerySet
from tests.access import world
from tests.access.test_grid import BACKEND, GRID

pytestmark = pytest.mark.django_db

NAME = b"jarvis"
READERS = ("carla", "ines")  # housing is a stranger to him, and so is probation in this world
PAGES = [row for row in GRID if row["method"] == "GET"]


@pytest.fixture
def no_policy(monkeypatch):
    """Everybody may see all of everybody whom the database gives them."""

    def everybody(self, *args, **kwargs):
        return self.on_the_register()

    def views(user, people):
        found = Offender.objects.filter(pk__in=list(people)).values_list("pk", flat=True)
        return {pk: View(How.INVOLVED, Levels(dict.fromkeys(Category, Level.MANAGE)), caseload=True) for pk in found}

    monkeypatch.setattr(OffenderQuerySet, "visible_to", everybody)
    monkeypatch.setattr(OffenderQuerySet, "reachable_by", everybody)
    monkeypatch.setattr(policies, "views_of", views)
    for module in ("casefile", "panels", "ranking", "rag", "reporting", "offenders", "exchange"):
        _replace(monkeypatch, module, views)


def _replace(monkeypatch, room, views):
    """Where a module has taken the name for itself."""
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith(f"{room}.") and "views_of" in vars(module):
            monkeypatch.setattr(module, "views_of", views)


@contextmanager
def _as_the_login(*args, **kwargs):
    with nullcontext():
        yield


def shown(person, built) -> set[tuple[str, str]]:
    """The pages that say his name, and to whom."""
    found, readers = set(), {name: person(name) for name in READERS}
    for row in PAGES:
        url = reverse(row["name"], kwargs=built.kwargs(row["filled"]))
        for name, reader in readers.items():
            client = Client(raise_request_exception=False)
            with transaction.atomic():
                client.force_login(reader, backend=BACKEND)
                if NAME in client.get(url).getvalue().lower():
                    found.add((row["name"], name))
                transaction.set_rollback(True)
    return found


def test_the_floor_alone_gives_another_agency_nothing(scheme, person, no_policy):
    assert shown(person, world.build(chair=person("esther"))) == set()


def test_without_the_floor_as_well_the_pages_would_show_him(scheme, person, no_policy, monkeypatch):
    built = world.build(chair=person("esther"))
    monkeypatch.setattr(floor, "as_reader", _as_the_login)
    found = {page for page, _ in shown(person, built)}
    assert len(found) >= 5, found
