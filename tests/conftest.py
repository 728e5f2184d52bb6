"""What every test may ask for."""

from collections.abc import Callable
from datetime import date

import pytest

TODAY = date(2019, 3, 31)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The floor lies in every test; a test itself arranges and looks as the login, a page asks as its reader."""
    from tests import floors

    with django_db_blocker.unblock():
        floors.lay()


@pytest.fixture(autouse=True)
def _fixed_today(settings):
    """The tests' day is the demonstration's; a test that is about another day sets settings.FIXED_TODAY."""
    settings.FIXED_TODAY = TODAY


@pytest.fixture
def scheme(db):
    """A small scheme: Bedfordshire with Luton and Bedford, eight agencies and a cohort."""
    return make_scheme()


def make_scheme():
    from agencies.models import Scheme
    from tests.factories import AgencyFactory, AreaFactory, CohortFactory

    AreaFactory(code="Luton", position=0)
    AreaFactory(code="Bedford", position=1)
    kinds = {"housing": "local_authority", "employment": "voluntary", "yot": "youth_justice"}
    codes = ["police", "probation", "drug_service", "prison", "housing", "employment", "yot", "health"]
    for position, code in enumerate(codes):
        AgencyFactory(code=code, kind=kinds.get(code, code), position=position)
    CohortFactory(code="BD")
    return Scheme.objects.create(name="Bedfordshire")


@pytest.fixture
def person(scheme) -> Callable:
    """`person("aisha")` is the named user of tests/people.py, made once."""
    from tests import people

    made: dict = {}

    def get(name: str):
        if name not in made:
            made[name] = people.make(name)
        return made[name]

    return get


@pytest.fixture
def signed_in(client, person) -> Callable:
    """`signed_in("aisha")` is a test client in which she has signed in."""

    def get(name: str):
        client.force_login(person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return get
