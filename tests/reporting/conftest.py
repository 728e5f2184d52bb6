"""The demonstration's register, once for each module that asks for it."""

import pytest
from django.db import transaction

from tests.reporting import register as demo


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """The register of Bedfordshire 2018-19, there for a whole module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load()
        yield
        transaction.set_rollback(True)
