"""What a reader sees of a person: the agreement in force, the reader's agency, the reader's roles."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies import sharing
from agencies.agreements import queries
from agencies.agreements.rules import Words
from agencies.categories import Category, Level
from agencies.models import Agency, Agreement, RoleHolding, User
from agencies.roles import Role
from audit import clock
from offenders.models import Offender
from tests.agencies.agreed import in_force, reader
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db

# Written by hand from spec/access.md, section 2: a category a line, a kind of agency a column.
with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8", newline="") as file:
    MATRIX = list(csv.DictReader(file))


def printed(*words):
    out = StringIO()
    call_command("access_matrix", *words, stdout=out)
    return list(csv.reader(StringIO(out.getvalue())))


class TestTheMatrix:
    def test_the_one_that_is_printed_is_the_one_written_by_hand(self):
        by_hand = [
            [kind, row["category"], level] for row in MATRIX for kind, level in row.items() if kind != "category"
        ]
        assert len(by_hand) == 17 * 8
        assert printed("--format", "csv") == [["agency_kind", "category", "level"], *by_hand]

    def test_a_single_agency_with_terms_of_its_own_comes_last(self, scheme):
        in_force(agencies={"housing": {Category.TESTS: Words("flag", "read")}})
        rows = printed()
        assert ["local_authority/housing", "tests", "flag"] in rows
        assert ["local_authority/housing", "identity", "read"] in rows  # as its kind
        assert ["local_authority", "tests", "-"] in rows
        assert len(rows) == 1 + 17 * 9

    def test_by_role(self):
        rows = printed("--by", "role")
        assert rows[0] == ["role", "agency_kind", "category", "level"]
        # Nine roles, two of them with a second column beyond their own team's caseload.
        assert len(rows) == 1 + 11 * 17 * 8
        found = {(role, kind, category): level for role, kind, category, level in rows[1:]}
        assert found["Viewer", "police", "identity"] == "read"
        assert found["Practitioner, own team's caseload", "police", "identity"] == "manage"
        assert found["Practitioner, beyond it", "police", "identity"] == "read"
        assert found["Coordinator", "police", "identity"] == "manage"
        assert found["Viewer", "probation", "treatment"] == "read if consent"
        assert {level for (role, *_), level in found.items() if role == "Analyst"} == {"-"}

    def test_in_the_room(self):
        found = {(kind, category): level for kind, category, level in printed("--in-the-room")[1:]}
        assert found["voluntary", "scores"] == "read"
        assert found["police", "intelligence_original"] == found["police", "victims"] == "-"
        assert found["police", "treatment"] == found["voluntary", "health"] == "read if consent"

    def test_without_an_agreement_nobody_sees_anything(self, capsys):
        end(TODAY)
        assert {level for _, _, level in printed()[1:]} == {"-"}


class TestRoles:
    @pytest.mark.parametrize(
        ("roles", "own", "beyond"),
        [
            ([Role.VIEWER], Level.READ, Level.READ),
            ([Role.PRACTITIONER], Level.MANAGE, Level.READ),
            ([Role.SUPERVISOR], Level.MANAGE, Level.READ),
            ([Role.PANEL_CHAIR], Level.MANAGE, Level.MANAGE),
            ([Role.COORDINATOR], Level.MANAGE, Level.MANAGE),
            ([Role.ANALYST], Level.NONE, Level.NONE),
            ([Role.AGENCY_LEAD], Level.NONE, Level.NONE),
            ([Role.AUDITOR], Level.NONE, Level.NONE),
            ([Role.SYSTEM_ADMINISTRATOR], Level.NONE, Level.NONE),
            ([], Level.NONE, Level.NONE),
            ([Role.AUDITOR, Role.VIEWER], Level.READ, Level.READ),
        ],
    )
    def test_a_role_narrows_what_its_agency_manages(self, roles, own, beyond):
        police = reader("police", *roles)
        assert sharing.level(police, Category.IDENTITY, own_caseload=True) == own
        assert sharing.level(police, Category.IDENTITY) == beyond

    def test_a_role_never_widens_its_agency(self):
        coordinator = reader("voluntary", Role.COORDINATOR)
        assert sharing.level(coordinator, Category.SCHEME, own_caseload=True) == Level.FLAG
        assert sharing.level(coordinator, Category.VICTIMS, own_caseload=True) == Level.NONE

    def test_every_role_has_a_reach(self):
        assert set(sharing.REACH) == set(Role)


class TestConsent:
    def test_read_if_consent_is_nothing_without_it(self):
        probation = reader("probation", Role.PRACTITIONER)
        assert sharing.level(probation, Category.TREATMENT) == Level.NONE
        assert sharing.level(probation, Category.TREATMENT, consented=True) == Level.READ
        assert Category.TREATMENT not in sharing.everyday(probation).parts

    def test_consent_opens_nothing_that_the_agreement_does_not_name(self):
        assert sharing.level(reader("voluntary", Role.PRACTITIONER), Category.HEALTH, consented=True) == Level.NONE

    def test_the_agreement_keeps_the_word(self):
        assert queries.cells(Agreement.objects.get())["probation", Category.TREATMENT] == Words(
            "read if consent", "read if consent"
        )


class TestInTheRoom:
    @pytest.mark.parametrize(
        ("kind", "category", "level"),
        [
            ("voluntary", Category.OFFENDING, Level.READ),  # every day not even that it exists
            ("health", Category.INTELLIGENCE_SANITISED, Level.READ),
            ("voluntary", Category.VICTIMS, Level.NONE),
            ("probation", Category.INTELLIGENCE_ORIGINAL, Level.NONE),
            ("police", Category.TREATMENT, Level.NONE),  # without consent
            ("drug_service", Category.TREATMENT, Level.READ),  # its own, every day; beyond the caseload it reads
        ],
    )
    def test_by_default(self, kind, category, level):
        assert sharing.in_the_room(reader(kind, Role.PRACTITIONER), category) == level

    def test_with_consent(self):
        assert sharing.in_the_room(reader("police", Role.VIEWER), Category.TREATMENT, consented=True) == Level.READ

    def test_an_auditor_who_sits_in_hears_no_more(self):
        assert sharing.in_the_room(reader("police", Role.AUDITOR), Category.IDENTITY) == Level.NONE


def test_an_agency_may_have_terms_of_its_own(person):
    in_force(agencies={"housing": {Category.TESTS: Words("flag", "read"), Category.IDENTIFIERS: Words("-", "-")}})
    carla, council = person("carla"), Agency.objects.create(code="council", name="Council", kind="local_authority")
    other = User.objects.create(email="o@example.org", full_name="Olu", agency=council)
    RoleHolding.objects.create(user=other, role=Role.PRACTITIONER)
    seen = {name: sharing.everyday(user).of for name, user in (("carla", carla), ("other", other))}
    assert (seen["carla"][Category.TESTS], seen["other"][Category.TESTS]) == (Level.FLAG, Level.NONE)
    assert (seen["carla"][Category.IDENTIFIERS], seen["other"][Category.IDENTIFIERS]) == (Level.NONE, Level.READ)
    assert seen["carla"][Category.SCHEME] == seen["other"][Category.SCHEME] == Level.READ


def end(day):
    """Put an agreement in force that expires on a day."""
    in_force(starts_on=day - timedelta(100), expires_on=day)


class TestExpiry:
    @pytest.fixture
    def jarvis(self, scheme):
        jarvis = OffenderFactory(family_name="Jarvis")
        InvolvementFactory(offender=jarvis, agency__code="police")
        return jarvis

    @pytest.mark.parametrize(
        ("expires_on", "sees"),
        [(TODAY + timedelta(1), True), (TODAY, False), (TODAY - timedelta(1), False)],
    )
    def test_access_closes_at_midnight(self, expires_on, sees, jarvis, person):
        end(expires_on)
        aisha = person("aisha")
        assert list(Offender.objects.visible_to(aisha)) == ([jarvis] if sees else [])
        assert sharing.everyday(aisha).reads(Category.IDENTITY) is sees
        assert (len(sharing.everyday(aisha).parts) > 0) is sees

    def test_the_last_minute_and_the_first_of_london(self, jarvis, person, settings, monkeypatch):
        """In summer London's midnight is 23:00 UTC: the day is London's, not the server's."""

        class Clock(datetime):
            at = datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC)

            @classmethod
            def now(cls, tz=None):
                return cls.at.astimezone(tz)

        settings.FIXED_TODAY = None
        end(date(2026, 7, 1))
        monkeypatch.setattr(clock, "datetime", Clock)
        aisha = person("aisha")
        assert Offender.objects.visible_to(aisha).count() == 1
        Clock.at = datetime(2026, 6, 30, 23, 0, 0, tzinfo=UTC)
        assert Offender.objects.visible_to(aisha).count() == 0

    def test_before_its_first_day_nothing_is_seen_by_it(self, jarvis, person):
        in_force(starts_on=TODAY + timedelta(1), expires_on=date(2021, 1, 1))
        assert not Offender.objects.visible_to(person("aisha")).exists()

    def test_an_agency_that_the_agreement_does_not_name_sees_nobody(self, jarvis, person):
        aisha = person("aisha")
        Agency.objects.filter(code="police").update(kind="other")
        aisha = User.objects.get(pk=aisha.pk)
        assert not Offender.objects.visible_to(aisha).exists()


class TestCost:
    def test_the_agreement_is_read_once_for_each_reader(self, person):
        aisha = User.objects.select_related("agency").get(pk=person("aisha").pk)
        aisha.roles  # noqa: B018
        with CaptureQueriesContext(connection) as seen:
            for _ in range(3):
                sharing.by_consent(aisha)
                sharing.everyday(aisha)
                sharing.agreement_of(aisha)
                sharing.may_see_anybody(aisha)
        assert len(seen) == 1

    def test_a_reader_is_not_remembered_beyond_the_request(self, person):
        aisha = person("aisha")
        assert sharing.everyday(aisha).reads(Category.IDENTITY)
        end(TODAY)
        assert not sharing.everyday(User.objects.get(pk=aisha.pk)).reads(Category.IDENTITY)

    def test_pages_read_it_once_however_many_people(self, signed_in):
        client = signed_in("aisha")
        counts = []
        for size in (2, 12):
            for _ in range(size):
                someone = OffenderFactory()
                InvolvementFactory(offender=someone, agency__code="police", reason="supports")
            person_page = f"/people/{someone.public_id}/"
            counts.append([agreement_queries(client, page) for page in ("/?member=all", person_page)])
        # What a person's page asks besides, whom the agreement lets read by consent, is prepared once a connection.
        assert counts == [[1, 1], [1, 1]]


def agreement_queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return sum("agencies_agreement" in query["sql"] for query in seen)
