"""What every test may ask for."""

import gc
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command

from tests.slate import DEMO, FRESH, slate

TODAY = date(2019, 3, 31)


def pytest_collection_finish(session):
    """Ten thousand tests and all rooms are there for good: Python need not look through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before any fixture of a test: nothing of what another committed."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    slate.ready(DEMO if "demo" in item.fixturenames and "demo" not in given else FRESH)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The floor lies in every test; a test itself arranges and looks as the login, a page asks as its reader."""
    from tests import floors

    with django_db_blocker.unblock():
        floors.lay()
        slate.begin(django_db_blocker.unblock)
    yield
    slate.ready(FRESH)  # a database that is kept for the next run


@pytest.fixture(autouse=True)
def _fixed_today(settings):
    """The tests' day is the demonstration's; a test that is about another day sets settings.FIXED_TODAY."""
    settings.FIXED_TODAY = TODAY


@pytest.fixture
def demo(transactional_db, settings):
    """The demonstration, as `make run` loads it; once a process, and then as it stood."""
    settings.DEMO = True
    if not slate.is_of(DEMO):
        call_command("load_demo", verbosity=0)
        slate.made(DEMO)


@pytest.fixture
def scheme(db):
    """A small scheme: Bedfordshire with Luton and Bedford, eight agencies and a cohort."""
    return make_scheme()


def make_scheme():
    """Written in a few statements: nearly every test asks for it."""
    from agencies.models import Agency, Area, Scheme
    from agencies.models.areas import AreaLevel
    from tests.factories import CohortFactory, ForceFactory

    force = ForceFactory()
    names = ["Luton", "Bedford"]
    level = AreaLevel.AREA
    Area.objects.bulk_create(
        [Area(code=name, name=name, level=level, parent=force, position=n) for n, name in enumerate(names)]
    )
    kinds = {"housing": "local_authority", "employment": "voluntary", "yot": "youth_justice"}
    codes = ["police", "probation", "drug_service", "prison", "housing", "employment", "yot", "health"]
    Agency.objects.bulk_create(
        Agency(code=code, name=code.replace("_", " ").capitalize(), kind=kinds.get(code, code), position=position)
        for position, code in enumerate(codes)
    )
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
