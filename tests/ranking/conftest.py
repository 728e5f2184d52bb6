"""What the tests of the ranking share."""

from contextlib import contextmanager

import psycopg2
import pytest
from django.db import connection

from agencies.code_lists import command_line
from agencies.roles import Role
from ranking import actions
from tests.conftest import TODAY
from tests.people import make_for


@pytest.fixture
def rank():
    """`rank()` is a run as of the tests' day, `rank(day)` of another."""

    def run(as_of=TODAY, **more):
        return actions.run(as_of=as_of, by=command_line(), **more)

    return run


@pytest.fixture
def second_session():
    """`with second_session(lock)` holds a lock of the database by another connection, as another worker would."""

    @contextmanager
    def hold(lock):
        parameters = connection.get_connection_params()
        names = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)}
        other = psycopg2.connect(**names)
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [lock])
            yield
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock])
        finally:
            other.close()

    return hold


@pytest.fixture
def femi(person, scheme):
    """Drafts."""
    return person("femi")


@pytest.fixture
def second(scheme):
    """Agrees, of an agency to which intelligence is not shown."""
    return make_for("probation", Role.SUPERVISOR)
