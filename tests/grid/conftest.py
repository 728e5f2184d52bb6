"""The grid's world is made once a module, in a transaction that is taken back at its end."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from tests.conftest import TODAY
from tests.grid.asking import Readers
from tests.grid.world import World, build


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """A refusal is written to the log with where it was raised: thousands of them are most of the time."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), override_settings(FIXED_TODAY=TODAY), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def readers(world: World, django_db_blocker: pytest.FixtureRequest) -> Readers:
    with django_db_blocker.unblock(), override_settings(FIXED_TODAY=TODAY):
        return Readers.sign_in(world)
