"""Which roles go together, and who may do what to whose account."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.accounts import policies, rules
from agencies.models import Agency, User
from agencies.roles import Role
from audit import clock

LEADS = frozenset(Role) - {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR}


@pytest.mark.parametrize(
    ("held", "gives"),
    [
        ({Role.AGENCY_LEAD}, LEADS),
        ({Role.AGENCY_LEAD, Role.PRACTITIONER}, LEADS),
        ({Role.SYSTEM_ADMINISTRATOR}, frozenset(Role)),
        ({Role.COORDINATOR}, frozenset()),
        ({Role.AUDITOR}, frozenset()),
        (set(), frozenset()),
    ],
)
def test_which_roles_are_whose_to_give(held, gives):
    assert rules.roles_to_give(held) == gives


@pytest.mark.parametrize(
    ("roles", "fits"),
    [
        ({Role.PRACTITIONER}, True),
        ({Role.PRACTITIONER, Role.AGENCY_LEAD}, True),
        ({Role.SYSTEM_ADMINISTRATOR}, True),
        ({Role.AUDITOR}, True),
        ({Role.SYSTEM_ADMINISTRATOR, Role.PRACTITIONER}, False),
        ({Role.AUDITOR, Role.VIEWER}, False),
        ({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR}, False),
        (set(), False),
    ],
)
def test_who_watches_or_administers_sees_no_case_records(roles, fits):
    assert (rules.what_is_wrong(roles) == "") is fits


# Who (down) may do what to whose account (across): m manages, e ends access only, - neither, not found at all by "0".
# Joan leads the police, Karl is system administrator; Aisha, Grace and Karl are police, Ben is of the drug service.
WHOM = ("aisha", "grace", "karl", "joan", "ben")
MAY = {
    "joan": "m e e - 0",
    "karl": "m m - m m",
    "aisha": "0 0 0 0 0",
    "femi": "0 0 0 0 0",
    "grace": "0 0 0 0 0",
}


@pytest.mark.django_db
@pytest.mark.parametrize("who", MAY)
def test_who_may_do_what_to_whose_account(who, person):
    got = []
    for whom in WHOM:
        by, user = person(who), person(whom)
        seen = policies.managed_by(by).filter(pk=user.pk).exists()
        manages, ends = policies.may_manage(by, user), policies.may_end(by, user)
        got.append("m" if manages and ends else "e" if ends else "-" if seen else "0")
    assert " ".join(got) == MAY[who]


@pytest.mark.django_db
def test_a_lead_who_has_left_manages_nobody(person):
    joan = person("joan")
    joan.ends_on = clock.today()
    assert not policies.managed_by(joan).exists() and not policies.may_manage(joan, person("aisha"))


@pytest.mark.django_db
def test_who_may_invite_whom_where(person):
    police, health = (Agency.objects.get(code=code) for code in ("police", "health"))
    joan, karl = person("joan"), person("karl")
    policies.check_invite(joan, police, {Role.VIEWER})
    policies.check_invite(karl, health, {Role.AUDITOR})
    policies.check_invite(karl, None, {Role.SYSTEM_ADMINISTRATOR})
    for by, agency, role in (
        (joan, health, Role.VIEWER),
        (joan, None, Role.VIEWER),
        (joan, police, Role.AUDITOR),
        (joan, police, Role.SYSTEM_ADMINISTRATOR),
        (person("femi"), police, Role.VIEWER),
    ):
        with pytest.raises(PermissionDenied):
            policies.check_invite(by, agency, {role})
    with pytest.raises(ValidationError):
        policies.check_invite(karl, None, {Role.VIEWER})


@pytest.mark.django_db
def test_the_account_of_commands_is_on_nobodys_list(person):
    command = User.objects.get(is_command_line=True)
    assert not policies.managed_by(person("karl")).filter(pk=command.pk).exists()
