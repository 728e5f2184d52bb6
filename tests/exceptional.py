"""Exceptions to involvement as rows, made past their actions: what a test asks is what they give."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from agencies.models import Agency
from offenders.models import SEE_PERSON, BrokenGlass, Consent, NamedGrant, RestrictedReader, Restriction
from offenders.visits.asking import KEPT
from tests.conftest import TODAY


def consent(offender, agency, by, category="treatment"):
    return Consent.objects.create(
        offender=offender,
        agency=Agency.objects.get(code=agency),
        category=category,
        how="Signed form, file 12.",
        recorded_by=by,
        given_on=TODAY - timedelta(30),
    )


def withdraw(given, by):
    Consent.objects.filter(pk=given.pk).update(withdrawn_on=TODAY, withdrawn_by=by)


def restrict(offender, by, *named):
    made = Restriction.objects.create(offender=offender, why="relative", reason="His sister works here.", made_by=by)
    for user in named:
        RestrictedReader.objects.create(restriction=made, user=user, named_by=by)
    return made


def grant(offender, user, by, days=30):
    return NamedGrant.objects.create(
        content_object=offender,
        user=user,
        permission=Permission.objects.get(codename=SEE_PERSON),
        reason="He is moving to her hostel.",
        granted_by=by,
        from_on=TODAY,
        until_on=TODAY + timedelta(days),
    )


def break_glass(offender, user):
    """An hour ago: the floor's clock is that of the transaction, and a test is one transaction."""
    now = timezone.now() - timedelta(hours=1)
    return BrokenGlass.objects.create(
        offender=offender,
        user=user,
        agency=user.agency,
        reason="At the door.",
        broken_at=now,
        ends_at=now + timedelta(hours=24),
    )


def visit(client, offender):
    """A visit whose reason has been given, so that a page of the person answers."""
    session = client.session
    session[KEPT] = {**session.get(KEPT, {}), str(offender.public_id): "At the panel"}
    session.save()
    return client
