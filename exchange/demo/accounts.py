"""The demonstration's accounts: one for each role and for each kind of agency. Nobody of these names exists.

The passwords are printed for everybody to read; the accounts are made only where settings.DEMO is on.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password

from agencies.accounts.rules import LONGEST_MONTHS
from agencies.models import Agency, ByName, NamedPermission, RoleHolding, User
from agencies.roles import Role
from audit.months import add_months


@dataclass(frozen=True)
class Account:
    email: str
    password: str
    full_name: str
    agency: str
    role: Role
    to_see: str


ACCOUNTS = [
    Account("aisha.shaw@example.org", "lantern-otter-27", "Aisha Shaw", "police", Role.PRACTITIONER,
            "the police's cases, arrests and, by name, original intelligence"),
    Account("david.khan@example.org", "harbour-maple-61", "David Khan", "probation", Role.PRACTITIONER,
            "the supervised, and every cohort member"),
    Account("peter.lowe@example.org", "granite-finch-48", "Peter Lowe", "prison", Role.PRACTITIONER,
            "those whom HMP Bedford holds"),
    Account("yasmin.cole@example.org", "orchard-kite-35", "Yasmin Cole", "yot", Role.PRACTITIONER,
            "those under 18"),
    Account("ben.okafor@example.org", "meadow-heron-92", "Ben Okafor", "drug_service", Role.PRACTITIONER,
            "those whom the drug service supports"),
    Account("carla.reid@example.org", "velvet-badger-14", "Carla Reid", "housing", Role.PRACTITIONER,
            "those whom Housing supports"),
    Account("harriet.vane@example.org", "copper-thistle-76", "Harriet Vane", "health", Role.PRACTITIONER,
            "members whose health is a need"),
    Account("victor.nash@example.org", "saffron-plover-53", "Victor Nash", "employment", Role.PRACTITIONER,
            "those whom Employment and training supports"),
    Account("dev.malik@example.org", "pebble-willow-39", "Dev Malik", "police", Role.VIEWER,
            "reads, changes nothing, has no original intelligence"),
    Account("susan.hart@example.org", "marble-swift-81", "Susan Hart", "probation", Role.SUPERVISOR,
            "her officers' cases"),
    Account("esther.quinn@example.org", "cobalt-rowan-24", "Esther Quinn", "police", Role.PANEL_CHAIR,
            "opens, chairs and closes panels"),
    Account("femi.ade@example.org", "juniper-lark-67", "Femi Ade", "police", Role.COORDINATOR,
            "runs the scheme: panels, imports, the ranking"),
    Account("hari.nair@example.org", "amber-fjord-58", "Hari Nair", "police", Role.ANALYST,
            "the performance report, the register under pseudonyms"),
    Account("joan.pryce@example.org", "silver-hazel-43", "Joan Pryce", "police", Role.AGENCY_LEAD,
            "her agency's people, their accounts, who looked, who reads original intelligence"),
    Account("owen.marsh@example.org", "linden-puffin-33", "Owen Marsh", "probation", Role.AGENCY_LEAD,
            "approves what another agency's lead proposes"),
    Account("grace.lund@example.org", "walnut-raven-19", "Grace Lund", "police", Role.AUDITOR,
            "the log, and no case record"),
    Account("karl.whyte@example.org", "cedar-puffin-72", "Karl Whyte", "police", Role.SYSTEM_ADMINISTRATOR,
            "accounts, and no case record"),
]  # fmt: skip

# Who reads original intelligence, by name, from the demonstration's day on; given by the police's lead.
BY_NAME = ("aisha.shaw@example.org", "esther.quinn@example.org", "femi.ade@example.org")
GIVEN_BY, GIVEN_ON = "joan.pryce@example.org", date(2019, 3, 31)
WHY = "Demonstration: works with intelligence every day."


def make() -> None:
    """Make the accounts, their roles and what some have by name; the agencies must be there."""
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    users = User.objects.bulk_create(
        User(email=a.email, full_name=a.full_name, agency=agencies[a.agency], password=_hashed(a.password))
        for a in ACCOUNTS
    )
    RoleHolding.objects.bulk_create(
        RoleHolding(user=user, role=account.role) for user, account in zip(users, ACCOUNTS, strict=True)
    )
    _give_by_name({user.email: user for user in users})


def _give_by_name(users: dict[str, User]) -> None:
    NamedPermission.objects.bulk_create(
        NamedPermission(
            user=users[email],
            permission=ByName.ORIGINAL_INTELLIGENCE,
            reason=WHY,
            given_by=users[GIVEN_BY],
            from_on=GIVEN_ON,
            until_on=add_months(GIVEN_ON, LONGEST_MONTHS),
        )
        for email in BY_NAME
    )


def _hashed(password: str) -> str:
    """A quick hash: the passwords are public, seventeen slow ones would hold up the first page, and Django
    replaces it by a slow one when somebody first signs in.
    """
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=1000)
    return make_password(password)
