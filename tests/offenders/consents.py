"""What the tests of consent begin with: Jarvis, whom the drug service supports, and consents past the pages."""

from datetime import date, timedelta

from agencies.categories import Category
from agencies.models import Agency
from offenders.consent.policies import Given
from offenders.models import Consent
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

DAY = timedelta(days=1)
HOW = "Signed form, file 12."
INVOLVED = {
    "police": "leads", "probation": "supervises", "prison": "holds", "yot": "under_18", "drug_service": "supports",
    "housing": "supports", "health": "supports", "employment": "supports",
}  # fmt: skip


def agency(code):
    return Agency.objects.get(code=code)


def jarvis():
    """Somebody in the own work of an agency of every kind."""
    offender = OffenderFactory(family_name="Jarvis", given_names="Ethan")
    for code, reason in INVOLVED.items():
        InvolvementFactory(offender=offender, agency=agency(code), reason=reason, from_on=date(2018, 1, 1))
    return offender


def consent(offender, recorded_by, to="probation", category="treatment", **days):
    return Consent.objects.create(
        offender=offender,
        agency=agency(to),
        category=category,
        how=HOW,
        recorded_by=recorded_by,
        **{"given_on": TODAY - 30 * DAY, **days},
    )


def given(to="probation", category=Category.TREATMENT, given_on=TODAY, until_on=None, how=HOW):
    """A consent to be recorded."""
    return Given(category, agency(to), given_on, until_on, how)


def again(user):
    """The reader as the next request loads them."""
    return type(user).objects.get(pk=user.pk)
