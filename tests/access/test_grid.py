"""Who may open what: every address by every kind of reader, as grid.csv says (written by hand, read by a lead).

A row is an address, a method, what fills the address, and the status that each reader gets. An address without a
row is a failure, so that nobody adds a page without deciding who may see it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from tests import people
from tests.access import world
from tests.access.addresses import addresses
from tests.conftest import TODAY, make_scheme
from tests.grid.chance import SOME_OR_ALL, some

pytestmark = pytest.mark.django_db

READERS = ("aisha", "ben", "carla", "dev", "esther", "femi", "grace", "hari", "karl")
NOBODY = "nobody"
A_DAY = 3  # readers of each row every day; all of them by make test-all
with (Path(__file__).parent / "grid.csv").open(encoding="utf-8", newline="") as file:
    GRID = list(csv.DictReader(file))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Asked:
    """The world, and a browser of each reader, signed in once."""

    world: world.World
    browsers: dict[str, Client]

    def by(self, reader: str, row: dict[str, str], url: str) -> HttpResponse:
        """What one reader gets; whatever they changed is taken back."""
        browser = self.browsers[reader]
        kept = SimpleCookie(browser.cookies)
        with transaction.atomic():
            response = browser.get(url) if row["method"] == "GET" else browser.post(url)
            transaction.set_rollback(True)
        browser.cookies = kept
        return response


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Asked]:
    """Made once, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), override_settings(FIXED_TODAY=TODAY), transaction.atomic():
        make_scheme()
        made = {reader: people.make(reader) for reader in READERS}
        browsers = {reader: Client(raise_request_exception=False) for reader in (*READERS, NOBODY)}
        for reader, user in made.items():
            browsers[reader].force_login(user, backend=BACKEND)
        yield Asked(world.build(chair=made["esther"]), browsers)
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", GRID, ids=lambda row: f"{row['method']} {row['name']} {row['filled']}".strip())
@SOME_OR_ALL
def test_every_reader_gets_what_the_grid_says(row, whole, asked):
    url = reverse(row["name"], kwargs=asked.world.kwargs(row["filled"]))
    readers = some(READERS, A_DAY, row["name"], row["method"], row["filled"], whole=whole)
    got = {reader: asked.by(reader, row, url) for reader in (*readers, NOBODY)}
    statuses = {reader: str(response.status_code) for reader, response in got.items()}
    assert statuses == {reader: row[reader] for reader in statuses}
    for reader, response in got.items():
        assert response["X-Content-Type-Options"] == "nosniff", reader
        assert "script-src 'self'" in response["Content-Security-Policy"], reader
        assert "no-store" in response["Cache-Control"], reader
        if reader == NOBODY and response.status_code == 302:
            assert response["Location"].startswith("/account/login/")


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - {row["name"] for row in GRID} == set()


def test_no_row_is_of_an_address_that_is_gone():
    assert {row["name"] for row in GRID} - {name for name, _ in addresses()} == set()
