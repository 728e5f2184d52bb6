"""The named people of the tests: who they are, and what each is there to show.

Aisha works in the police of the home area and owns the case; Ben is a colleague of another agency that supports
it; Carla of the housing team is a stranger to it; Dev reads only; Esther chairs the panel; Femi coordinates the
scheme; Grace audits; Hari counts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Agency, ByName, NamedPermission, RoleHolding, User
from agencies.roles import Role


@dataclass(frozen=True)
class Persona:
    name: str
    agency: str
    roles: tuple[Role, ...]


PERSONAS = {
    "aisha": Persona("Aisha Shaw", "police", (Role.PRACTITIONER,)),
    "ben": Persona("Ben Okafor", "drug_service", (Role.PRACTITIONER,)),
    "carla": Persona("Carla Reid", "housing", (Role.PRACTITIONER,)),
    "dev": Persona("Dev Malik", "police", (Role.VIEWER,)),
    "esther": Persona("Esther Quinn", "police", (Role.PANEL_CHAIR,)),
    "femi": Persona("Femi Ade", "police", (Role.COORDINATOR,)),
    "grace": Persona("Grace Lund", "police", (Role.AUDITOR,)),
    "hari": Persona("Hari Nair", "police", (Role.ANALYST,)),
    "ines": Persona("Ines Duarte", "probation", (Role.PRACTITIONER,)),
    "joan": Persona("Joan Pryce", "police", (Role.AGENCY_LEAD,)),
    "karl": Persona("Karl Whyte", "police", (Role.SYSTEM_ADMINISTRATOR,)),
}
# Who reads original intelligence, by name (spec/access.md, section 2): the police's, but not who reads only.
BY_NAME = ("aisha", "esther", "femi")
PASSWORD = "correct horse battery staple"


def make(persona: str, **changes: Any) -> User:
    """The user of that name, with their agency and roles; made once a test."""
    who = PERSONAS[persona]
    agency = Agency.objects.get(code=who.agency)
    user = User(email=f"{persona}@example.org", full_name=who.name, agency=agency, **changes)
    user.set_password(PASSWORD)
    user.save()
    RoleHolding.objects.bulk_create(RoleHolding(user=user, role=role) for role in who.roles)
    if persona in BY_NAME:
        read_original_intelligence(user)
    return user


def make_for(agency: str, *roles: Role) -> User:
    """Somebody of an agency with these roles, for a test that needs one of each."""
    email = f"{agency}.{'.'.join(roles)}@example.org".replace("_", "-")
    user = User.objects.create(
        email=email, full_name=f"{agency} {roles[0].label}", agency=Agency.objects.get(code=agency)
    )
    RoleHolding.objects.bulk_create(RoleHolding(user=user, role=role) for role in roles)
    return user


def read_original_intelligence(user: User) -> NamedPermission:
    """Give somebody the permission by name, as the agency's lead would."""
    lead, _ = User.objects.get_or_create(email="lead@example.org", defaults={"full_name": "Lena Lead"})
    return NamedPermission.objects.create(
        user=user,
        permission=ByName.ORIGINAL_INTELLIGENCE,
        reason="Field intelligence officer.",
        given_by=lead,
        from_on=date(2018, 1, 1),
        until_on=date(2100, 1, 1),
    )
