"""What the tests of the import page share."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from agencies.code_lists import command_line
from exchange import demo
from tests.conftest import TODAY


@pytest.fixture
def upload_root(tmp_path, settings):
    """The place where uploads wait, empty at the start of the test."""
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT


@pytest.fixture(scope="module")
def register_of_the_demonstration(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Loaded once a module, in a transaction that is taken back at its end."""
    with django_db_blocker.unblock(), override_settings(DEMO=True, FIXED_TODAY=TODAY), transaction.atomic():
        assert demo.load(by=command_line())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(register_of_the_demonstration, db, settings):
    settings.DEMO = True
