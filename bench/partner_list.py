"""How long a filtered page of the register takes for a partner, against the same page for the scheme's coordinator.

A hundred thousand people and eight agencies: the police are involved with all of them, the prison with a fifth, each
other agency with some. The log's rows and the database's floor are in it, and both pages take as many queries. Beside
it, never in the app: how long the same list takes where django-guardian alone says who may see whom.
"""

import time
from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import get_objects_for_user

from agencies.models import Agency, AgencyKind, Area, RoleHolding, User
from agencies.models.areas import AreaLevel
from agencies.roles import Role
from audit.models import Source
from cohorts.models import Cohort
from offenders.models import SEE_PERSON, Offender
from tools.say import say

NAME = "partner_list"
BOUND = 1.5
AGAINST = "the same page for a coordinator who sees everybody"
PEOPLE = 100_000
REPEATS = 7
DAY = date(2019, 3, 31)
PAGE = "/?area=Luton&custody=out&size=25"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

PERSONS = """
    INSERT INTO offenders_offender (source_id, ref, family_name, given_names, date_of_birth, sex, pnc_id, crn,
        prison_number, area_id, resident)
    SELECT %(source)s, 'B' || n, 'Family ' || n %% 5000, 'Given ' || n %% 300, '1990-05-03', 'M', '', '', '',
        areas[1 + n %% array_length(areas, 1)], true
    FROM generate_series(1, %(people)s) n, (SELECT array_agg(id) areas FROM agencies_area WHERE level = 'area') known
"""
# Police all; the prison every fifth; each other agency every eighth, tenth, and so on.
INVOLVED = """
    INSERT INTO offenders_involvement (agency_id, offender_id, reason, from_on)
    SELECT agency.id, person.id, CASE agency.kind WHEN 'police' THEN 'home_police' WHEN 'prison' THEN 'holds'
        WHEN 'probation' THEN 'supervises' ELSE 'supports' END, '2018-01-01'
    FROM offenders_offender person, agencies_agency agency
    WHERE agency.kind = 'police' OR (agency.kind = 'prison' AND person.id %% 5 = 0)
    OR (agency.kind NOT IN ('police', 'prison') AND person.id %% (6 + agency.position) = 0)
"""
LEADS = """
    INSERT INTO offenders_caselead (offender_id, agency_id, from_on)
    SELECT person.id, agency.id, '2018-01-01' FROM offenders_offender person, agencies_agency agency
    WHERE agency.kind = 'police'
"""
MEMBERS = """
    INSERT INTO cohorts_membership (source_id, ref, offender_id, cohort_id, referred_by, referred_on, selected_on,
        import_number)
    SELECT source_id, ref, id, (SELECT min(id) FROM cohorts_cohort), 'police', '2018-01-01', '2018-01-01', 1
    FROM offenders_offender
"""
DECISIONS = """
    INSERT INTO rag_decision (source_id, ref, offender_id, effective_on, status, decided_by, reason)
    SELECT source_id, ref || '-' || n, id, '2018-02-01'::date + n * 28,
        (ARRAY['RED', 'AMBER', 'GREEN', 'AMBER+'])[1 + (id + n) %% 4], 'panel', 'As agreed.'
    FROM offenders_offender, generate_series(1, 3) n
"""
GRANTS = """
    INSERT INTO offenders_namedgrant (user_id, permission_id, content_object_id, reason, granted_by_id, from_on,
        until_on, version)
    SELECT %(reader)s, %(permission)s, offender_id, 'Measured.', %(by)s, '2018-01-01', '2100-01-01', 1
    FROM offenders_involvement WHERE agency_id = %(agency)s
"""


def run() -> float:
    """The partner's page over the coordinator's; says what guardian alone would take."""
    coordinator, partner = _fill()
    try:
        with override_settings(FIXED_TODAY=DAY, ALLOWED_HOSTS=["testserver"]):
            ours, queries = _page_of(partner)
            other, as_many = _page_of(coordinator)
            if queries != as_many:
                raise SystemExit(f"The partner's page takes {queries} queries, the coordinator's {as_many}.")
            plain, by_guardian = _fastest(lambda: _listed(_visible(partner))), _by_guardian(partner, coordinator)
        say(
            f"{NAME}: {queries} queries each, {ours * 1000:.0f} ms and {other * 1000:.0f} ms; "
            f"the list by django-guardian alone takes {by_guardian / plain:.2g} times the list by visible_to"
        )
        return ours / other
    finally:
        call_command("flush", interactive=False, verbosity=0)


def _fill() -> tuple[User, User]:
    """Everybody and everything; the police's coordinator and the prison's practitioner."""
    force = Area.objects.create(code="Bedfordshire", name="Bedfordshire", level=AreaLevel.FORCE)
    for position, code in enumerate(("Luton", "Bedford", "Dunstable", "Biggleswade")):
        Area.objects.create(code=code, name=code, level=AreaLevel.AREA, parent=force, position=position)
    kinds = [kind for kind in AgencyKind if kind != AgencyKind.OTHER]
    for position, kind in enumerate(kinds):
        Agency.objects.create(code=kind, name=kind.label, kind=kind, position=position)
    Cohort.objects.get_or_create(code="HI", defaults={"name": "High Impact"})
    values = {"people": PEOPLE, "source": Source.product().pk}
    for statement in (PERSONS, INVOLVED, LEADS, MEMBERS, DECISIONS, "ANALYZE"):
        _execute(statement, values)
    return _reader("police", Role.COORDINATOR), _reader("prison", Role.PRACTITIONER)


def _reader(agency: str, role: Role) -> User:
    user = User.objects.create(
        email=f"{agency}@example.org", full_name=role.label, agency=Agency.objects.get(code=agency)
    )
    RoleHolding.objects.create(user=user, role=role)
    return user


def _page_of(user: User) -> tuple[float, int]:
    """The fastest of several, in seconds, and how many queries it takes."""
    client = Client()
    client.force_login(user, backend=BACKEND)

    def page() -> None:
        response = client.get(PAGE)
        assert response.status_code == 200, response.status_code

    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    queries = len(captured)
    return _fastest(page), queries


def _visible(user: User) -> Callable[[], object]:
    return lambda: Offender.objects.visible_to(user)


def _listed(people: Callable[[], object]) -> None:
    """A page of 25 and how many there are, by name: what the app shows of them is left out on both sides."""
    found = people()
    list(found.order_by("family_name", "given_names", "pk")[:25])  # type: ignore[attr-defined]
    found.count()  # type: ignore[attr-defined]


def _by_guardian(user: User, by: User) -> float:
    """The same people, each by a row of guardian's, with its direct foreign key."""
    values = {"reader": user.pk, "by": by.pk, "agency": user.agency_id}
    permission = Permission.objects.get(codename=SEE_PERSON)
    _execute(GRANTS, {**values, "permission": permission.pk})
    _execute("ANALYZE offenders_namedgrant")
    name = f"offenders.{SEE_PERSON}"
    return _fastest(lambda: _listed(lambda: get_objects_for_user(user, name, Offender, use_groups=False)))


def _execute(statement: str, values: dict[str, object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _fastest(what: Callable[[], None]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return min(times)
