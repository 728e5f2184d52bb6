"""Who may open what: every address by every kind of reader, as grid.csv says (written by hand, read by a lead).

A row is an address, a method, what fills the address, and the status that each reader gets. An address without a
row is a failure, so that nobody adds a page without deciding who may see it.
"""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access import world
from tests.access.addresses import addresses

pytestmark = pytest.mark.django_db

READERS = ("aisha", "ben", "carla", "dev", "esther", "femi", "grace", "hari", "karl")
with (Path(__file__).parent / "grid.csv").open(encoding="utf-8", newline="") as file:
    GRID = list(csv.DictReader(file))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def jarvis_world(scheme, person):
    return world.build(chair=person("esther"))


def ask(row, url, user):
    """The status that one reader gets; whatever they changed is taken back."""
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if user is not None:
            client.force_login(user, backend=BACKEND)
        response = client.get(url) if row["method"] == "GET" else client.post(url)
        transaction.set_rollback(True)
    return response


@pytest.mark.parametrize("row", GRID, ids=lambda row: f"{row['method']} {row['name']} {row['filled']}".strip())
def test_every_reader_gets_what_the_grid_says(row, jarvis_world, person):
    url = reverse(row["name"], kwargs=jarvis_world.kwargs(row["filled"]))
    got = {reader: ask(row, url, person(reader)) for reader in READERS} | {"nobody": ask(row, url, None)}
    statuses = {reader: str(response.status_code) for reader, response in got.items()}
    assert statuses == {reader: row[reader] for reader in statuses}
    for reader, response in got.items():
        assert response["X-Content-Type-Options"] == "nosniff", reader
        assert "script-src 'self'" in response["Content-Security-Policy"], reader
        assert "no-store" in response["Cache-Control"], reader
        if reader == "nobody" and response.status_code == 302:
            assert response["Location"].startswith("/account/login/")


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - {row["name"] for row in GRID} == set()


def test_no_row_is_of_an_address_that_is_gone():
    assert {row["name"] for row in GRID} - {name for name, _ in addresses()} == set()
