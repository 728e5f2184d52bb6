"""What the database refuses by itself of restrictions and grants by name, through raw SQL."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from agencies.models import Agency, User
from offenders.models import SEE_PERSON, NamedGrant, RestrictedReader, Restriction
from tests import constraints
from tests.constraints import Held
from tests.factories import AgencyFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def two_users():
    AgencyFactory()
    police = Agency.objects.get(code="police")
    return [User.objects.create(email=f"{n}@example.org", full_name=n, agency=police) for n in ("anna", "bert")]


def restricted(by=None):
    return Restriction.objects.create(
        offender=OffenderFactory(), why="relative", reason="His sister works here.", made_by=by or two_users()[0]
    )


def restricted_twice():
    """Once and lifted, and once more."""
    anna, bert = two_users()
    made = restricted(anna)
    Restriction.objects.filter(pk=made.pk).update(lifted_at="2019-03-01T00:00Z", lifted_by=bert)
    Restriction.objects.create(offender=made.offender, why="other", reason="Again.", made_by=anna)


def two_named():
    anna, bert = two_users()
    made = restricted(anna)
    for user in (anna, bert):
        RestrictedReader.objects.create(restriction=made, user=user, named_by=anna)


def granted():
    anna, bert = two_users()
    NamedGrant.objects.create(
        content_object=OffenderFactory(),
        user=anna,
        granted_by=bert,
        permission=Permission.objects.get(codename=SEE_PERSON),
        reason="Hostel.",
        from_on=date(2019, 3, 31),
        until_on=date(2019, 6, 30),
    )


ANNA = "(SELECT id FROM agencies_user WHERE full_name = 'anna')"
BERT = "(SELECT id FROM agencies_user WHERE full_name = 'bert')"
ASKED = f"lifting_asked_at = now(), lifting_asked_by_id = {ANNA}"

TABLE = [
    Held(
        "restriction_one_standing_a_person",
        restricted_twice,
        refused="UPDATE offenders_restriction SET lifted_at = NULL, lifted_by_id = NULL",
        allowed="UPDATE offenders_restriction SET why = 'protected'",
    ),
    Held(
        "restriction_lifted_says_when_and_by_whom",
        restricted,
        refused="UPDATE offenders_restriction SET lifted_at = now(), lifted_by_id = NULL",
        allowed=f"UPDATE offenders_restriction SET lifted_at = now(), lifted_by_id = {BERT}",
    ),
    Held(
        "restriction_lifted_says_when_and_by_whom",
        restricted,
        refused=f"UPDATE offenders_restriction SET lifted_by_id = {BERT}",
    ),
    Held(
        "restriction_says_why",
        restricted,
        refused="UPDATE offenders_restriction SET reason = ''",
        allowed="UPDATE offenders_restriction SET reason = 'x'",
    ),
    Held(
        "restriction_lifting_says_when_by_whom_and_why",
        restricted,
        refused="UPDATE offenders_restriction SET lifted_because = ''",
        allowed=f"UPDATE offenders_restriction SET {ASKED}, lifted_because = 'x'",
    ),
    Held(
        "restriction_lifting_says_when_by_whom_and_why",
        restricted,
        refused="UPDATE offenders_restriction SET lifting_asked_at = now(), lifted_because = 'x'",
    ),
    Held(
        "restriction_lifting_says_when_by_whom_and_why",
        restricted,
        refused=f"UPDATE offenders_restriction SET lifting_asked_by_id = {ANNA}, lifted_because = 'x'",
    ),
    Held(
        "restriction_lifted_by_a_second_person",
        restricted,
        refused=f"UPDATE offenders_restriction SET lifted_by_id = {ANNA}",
        allowed=(
            f"UPDATE offenders_restriction SET {ASKED}, lifted_because = 'x', lifted_at = now(), lifted_by_id = {BERT}"
        ),
    ),
    Held(
        "restricted_reader_named_once",
        two_named,
        refused=f"UPDATE offenders_restrictedreader SET user_id = {ANNA}",
        allowed=f"UPDATE offenders_restrictedreader SET named_by_id = {BERT}",
    ),
    Held(
        "named_grant_says_why",
        granted,
        refused="UPDATE offenders_namedgrant SET reason = ''",
        allowed="UPDATE offenders_namedgrant SET reason = 'x'",
    ),
    Held(
        "named_grant_ends_not_before_it_starts",
        granted,
        refused="UPDATE offenders_namedgrant SET until_on = from_on - 1",
        allowed="UPDATE offenders_namedgrant SET until_on = from_on",
    ),
    Held(
        "named_grant_by_another",
        granted,
        refused="UPDATE offenders_namedgrant SET granted_by_id = user_id",
        allowed=f"UPDATE offenders_namedgrant SET user_id = {BERT}, granted_by_id = {ANNA}",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)
