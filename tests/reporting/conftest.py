"""The demonstration's register, once for each module that asks for it."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

FOLDER = Path(__file__).resolve().parents[2] / "exchange" / "demo" / "bedfordshire_2018_19"


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """The register of Bedfordshire 2018-19, brought in as a sender's is: there for a module and gone after it."""
    from agencies.code_lists import command_line
    from exchange.actions.imports import import_folder

    with django_db_blocker.unblock(), transaction.atomic():
        result = import_folder(FOLDER, by=command_line(), as_of=date(2020, 1, 1))
        assert not result.problems.total
        yield
        transaction.set_rollback(True)
