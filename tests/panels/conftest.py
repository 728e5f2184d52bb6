"""A panel of Luton with named people on its agenda."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from agencies.models import Agency, Area, RoleHolding, User
from agencies.roles import Role
from panels import actions
from tests.conftest import TODAY
from tests.factories import (
    ContactFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    WarrantFactory,
    arrested,
)


@pytest.fixture
def luton(scheme) -> Area:
    return Area.objects.get(code="Luton")


@pytest.fixture
def member(luton) -> Callable:
    """`member("Iqbal", "police", "probation")` is somebody of Luton on a cohort whom these agencies see."""

    def make(family_name: str, *agencies: str, area: Area = luton, **fields):
        who = OffenderFactory(family_name=family_name, area=area, **fields)
        MembershipFactory(offender=who)
        for code in agencies or ("police", "probation"):
            InvolvementFactory(offender=who, agency__code=code, reason="cohort")
        return who

    return make


@pytest.fixture
def seat(person) -> Callable:
    """`seat("esther")` is a laptop of her own in the room, signed in; `signed_in` is one that all share in turn."""

    def sit(name):
        client = Client()
        client.force_login(person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sit


@pytest.fixture
def gwen(scheme) -> User:
    """Gwen Sissoko of probation, who chairs as well."""
    gwen = User.objects.create(
        email="gwen@example.org", full_name="Gwen Sissoko", agency=Agency.objects.get(code="probation")
    )
    RoleHolding.objects.create(user=gwen, role=Role.PANEL_CHAIR)
    return gwen


@pytest.fixture
def four(member):
    """Jarvis is wanted (RED), Iqbal was arrested (AMBER), Hussain has no contact (AMBER), Adair is GREEN."""
    jarvis, iqbal, hussain, adair = (member(name) for name in ("Jarvis", "Iqbal", "Hussain", "Adair"))
    WarrantFactory(offender=jarvis)
    arrested(iqbal, date(2019, 3, 27))
    ContactFactory(offender=adair)
    return jarvis, iqbal, hussain, adair


@pytest.fixture
def panel(four, luton, person):
    """Esther, who chairs, has opened Luton's panel of 31 March 2019."""
    return actions.open_panel(area=luton, held_on=TODAY, by=person("esther"))


@pytest.fixture
def item(panel) -> Callable:
    return lambda family_name: panel.items.get(offender__family_name=family_name)


@pytest.fixture
def give(person) -> Callable:
    """`give(item, "housing", text="…")` gives an agency an action."""

    def add(
        item, owner: str, *, text: str = "Refer to supported housing", due_on=date(2019, 4, 14), key=None, by="esther"
    ):
        agency = Agency.objects.get(code=owner)
        return actions.add_action(
            item=item, text=text, owner=agency, due_on=due_on, request_key=key or uuid4(), by=person(by)
        )

    return add


@pytest.fixture
def settle(person) -> Callable:
    """Decide everybody who is left as proposed, Esther deciding."""

    def all_of(panel, by="esther"):
        for row in panel.items.unsettled():
            actions.record_decision(item=row, status=row.proposal.status, reason="", version=row.version, by=person(by))

    return all_of
