"""The register under pseudonyms: whom it has, what a row says to which agency, what filters and files tell."""

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.code_lists import command_line
from agencies.models import Agency, RoleHolding, User
from agencies.roles import Role
from audit.models import Entry
from offenders.models import NamedGrant, Offender, RestrictedReader, Restriction, RestrictionWhy
from rag.models import Decision, Proposal, RuleSet
from ranking import actions as ranking
from ranking.models import Score
from ranking.rules import printed
from reporting.pseudonyms.names import pseudonym
from tests.conftest import TODAY
from tests.factories import (
    AreaFactory,
    CohortFactory,
    CustodySpellFactory,
    DecisionFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    arrested,
)

pytestmark = pytest.mark.django_db
REGISTER, TAKE_OUT = reverse("pseudonyms:register"), reverse("pseudonyms:take_out")
WHY = "Monthly figures for the board."
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def analyst(code):
    """An analyst of an agency."""
    agency = Agency.objects.get(code=code)
    user, made = User.objects.get_or_create(
        email=f"analyst-{code}@example.org", defaults={"full_name": "Ana Lyst", "agency": agency}
    )
    if made:
        RoleHolding.objects.create(user=user, role=Role.ANALYST)
    return User.objects.get(pk=user.pk)


def known(code="police", reason="home_police", cohort="BD", **more):
    """Somebody whom the agency is involved with, on a cohort."""
    person = OffenderFactory(**more)
    InvolvementFactory(offender=person, agency=Agency.objects.get(code=code), reason=reason)
    if cohort:
        MembershipFactory(offender=person, cohort=CohortFactory(code=cohort))
    return person


def named(person, code="police"):
    return pseudonym(Agency.objects.get(code=code).pk, person.pk)


@pytest.fixture
def read(client, scheme):
    """The rows of the page as an agency's analyst gets them, by pseudonym; `read.text` is the page."""

    def get(code="police", **query):
        client.force_login(analyst(code), backend=BACKEND)
        answer = client.get(REGISTER, query)
        assert answer.status_code == 200
        get.text = answer.content.decode()
        get.order = [str(cells[0][1]) for _, cells in answer.context["rows"]]
        get.columns = [column.key for column, _ in answer.context["columns"]]
        return {str(cells[0][1]): {column.key: value for column, value in cells} for _, cells in answer.context["rows"]}

    return get


@pytest.fixture
def take(client, scheme):
    """A file as an agency's analyst gets it: its rows, the heading first."""

    def get(code="police", form="csv", reason=WHY, **query):
        client.force_login(analyst(code), backend=BACKEND)
        answer = client.post(TAKE_OUT, {"form_of_file": form, "reason": reason}, query_params=query)
        if "attachment" not in answer.get("Content-Disposition", ""):
            return answer
        if form == "csv":
            return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    return get


class TestWhom:
    """`Offender.objects.counted_for`: as `visible_to`, for who reads under pseudonyms."""

    @pytest.mark.parametrize(
        ("reason", "ended", "counted"),
        [
            ("supports", None, True),
            ("supports", TODAY - timedelta(89), True),
            ("supports", TODAY - timedelta(90), False),
            ("leads", TODAY - timedelta(90), True),  # who led keeps reading until disposal
            ("leads", date(2018, 3, 1), True),
            ("supervises", TODAY, False),
            ("supervises", TODAY + timedelta(1), True),
        ],
    )
    def test_involved_tapering_or_led(self, reason, ended, counted, scheme):
        jarvis = OffenderFactory()
        agency = Agency.objects.get(code="probation")
        InvolvementFactory(offender=jarvis, agency=agency, reason=reason, from_on=date(2018, 1, 1), until_on=ended)
        assert Offender.objects.counted_for(analyst("probation")).exists() is counted

    def test_not_anothers(self, scheme):
        known("probation", "supervises")
        assert not Offender.objects.counted_for(analyst("police")).exists()

    def test_nobody_who_is_restricted_or_withdrawn_or_granted_by_name(self, scheme):
        police, other = analyst("police"), User.objects.create(email="g@example.org", full_name="Gil Giver")
        kept, stranger = known(), OffenderFactory()
        restricted, withdrawn = known(), known()
        Offender.objects.filter(pk=withdrawn.pk).update(withdrawn=True)
        restriction = Restriction.objects.create(
            offender=restricted, why=RestrictionWhy.values[0], reason="x", made_by=other
        )
        RestrictedReader.objects.create(restriction=restriction, user=police, named_by=other)
        grant(stranger, police, other)
        assert list(Offender.objects.counted_for(police)) == [kept]

    @pytest.mark.parametrize("who", ["aisha", "femi", "joan", "grace", "karl"])
    def test_only_for_analysts(self, who, person):
        known()
        assert not Offender.objects.counted_for(person(who)).exists()

    def test_not_when_they_have_left_nor_without_an_agreement(self, scheme, settings):
        known()
        police = analyst("police")
        assert Offender.objects.counted_for(police).exists()
        User.objects.filter(pk=police.pk).update(ends_on=TODAY)
        assert not Offender.objects.counted_for(analyst("police")).exists()
        User.objects.filter(pk=police.pk).update(ends_on=None)
        settings.FIXED_TODAY = date(1998, 1, 1)
        assert not Offender.objects.counted_for(analyst("police")).exists()

    def test_an_analyst_is_not_shown_anybody_by_name(self, scheme):
        known()
        assert not Offender.objects.visible_to(analyst("police")).exists()


def grant(person, user, by):
    from django.contrib.auth.models import Permission

    permission = Permission.objects.filter(content_type__app_label="offenders", codename__startswith="see").first()
    return NamedGrant.objects.create(
        content_object=person, user=user, permission=permission, reason="x", granted_by=by,
        from_on=TODAY - timedelta(1), until_on=TODAY + timedelta(9),
    )  # fmt: skip


class TestWhatARowSays:
    def test_of_the_police(self, read):
        jarvis = known(date_of_birth=date(1994, 4, 1), sex="M", area=AreaFactory(code="Luton"))
        DecisionFactory(offender=jarvis, status="RED")
        arrested(jarvis, date(2018, 4, 1))
        arrested(jarvis, TODAY)
        arrested(jarvis, date(2018, 3, 31))  # twelve months and more ago
        CustodySpellFactory(offender=jarvis)
        assert read() == {
            named(jarvis): {
                "pseudonym": named(jarvis),
                "rag": "RED",
                "age": "18 to 24",
                "sex": "Male",
                "area": "Luton",
                "cohorts": "Burglary Dwelling",
                "days": 440,  # 15 January 2018 to 31 March 2019: 440 days
                "arrests": 2,
                "custody": "yes",
            }
        }

    def test_rank_and_score_while_there_is_a_ranking(self, read):
        jarvis, keane = known(), known()
        arrested(jarvis, TODAY)
        assert "rank" not in read()[named(jarvis)]
        ranking.run(as_of=TODAY, by=command_line())
        rows = read()
        assert (rows[named(jarvis)]["rank"], rows[named(keane)]["rank"]) == (1, 2)
        place = Score.objects.get(rank=1)
        assert rows[named(jarvis)]["score"] == printed(place.eighths)
        read(sort="-rank")
        assert read.order == [named(keane), named(jarvis)]

    def test_somebody_of_whom_nothing_is_known(self, read):
        jarvis = known(cohort="")
        row = read()[named(jarvis)]
        assert (row["rag"], row["cohorts"], row["days"], row["arrests"], row["custody"]) == (
            "Not decided", "–", 0, 0, "no",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("code", "columns"),
        [
            ("police", {"pseudonym", "rag", "age", "sex", "area", "cohorts", "days", "arrests", "custody"}),
            ("drug_service", {"pseudonym", "rag", "age", "sex", "area", "cohorts", "days", "custody"}),
            ("employment", {"pseudonym", "rag", "age", "sex", "area", "cohorts", "custody"}),
        ],
    )
    def test_the_columns_are_those_of_the_agencys_share(self, code, columns, read):
        for _ in range(5):
            known(code, "supports")
        read(code)
        assert set(read.columns) == columns

    def test_a_status_as_the_agencys_matrix_shows_it(self, read):
        """RED belongs to warrants; AMBER+ to the category that its reasons come from (as tests/rag/test_visible)."""
        people = [known("drug_service", "supports") for _ in range(5)]
        DecisionFactory(offender=people[0], status="RED")
        reasons = [
            {
                "code": "intelligence_confirmed",
                "text": "x",
                "category": "intelligence_original",
                "status": "AMBER+",
                "records": [],
            }
        ]
        proposal = Proposal.objects.create(
            offender=people[1], as_of=TODAY, status="AMBER+", reasons=reasons, rule_set=RuleSet.objects.first()
        )
        Decision.objects.create(
            offender=people[1], effective_on=TODAY, status="AMBER+", decided_by="panel", proposal=proposal
        )
        InvolvementFactory(offender=people[1], agency__code="police")
        of_drugs = read("drug_service")
        assert of_drugs[named(people[0], "drug_service")]["rag"] == "Ask lead agency"
        assert of_drugs[named(people[1], "drug_service")]["rag"] == "AMBER"
        # Nor is original intelligence an analyst's of the police.
        assert read("police")[named(people[1])]["rag"] == "AMBER"

    def test_a_cohort_of_victims_is_named_where_victims_are_shared(self, read):
        CohortFactory(code="DV", name="Domestic violence")
        people = [known("probation", "supervises", cohort="DV"), known("prison", "holds", cohort="DV")]
        people += [known("prison", "holds", cohort="DV") for _ in range(4)]
        assert read("probation")[named(people[0], "probation")]["cohorts"] == "Domestic violence"
        assert {row["cohorts"] for row in read("prison").values()} == {"On the scheme"}
        assert "Domestic violence" not in read.text


class TestPseudonyms:
    def test_its_form_and_that_it_stays(self, read):
        jarvis = known()
        (first,) = read()
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", first)
        assert list(read()) == [first] == [named(jarvis)]

    def test_another_agencys_and_another_keys_differ(self, settings):
        mine = pseudonym(1, 7)
        assert len({mine, pseudonym(2, 7), pseudonym(1, 8), pseudonym(17, 0)}) == 4
        settings.PSEUDONYM_KEY = "another key"
        assert pseudonym(1, 7) != mine

    def test_ten_thousand_people_are_ten_thousand_pseudonyms(self):
        assert len({pseudonym(1, number) for number in range(10_000)}) == 10_000


class TestFilters:
    @pytest.fixture
    def people(self, scheme):
        luton = known(area=AreaFactory(code="Luton"))
        bedford = known(area=AreaFactory(code="Bedford"), cohort="")
        inside = known(area=AreaFactory(code="Bedford"), cohort="HI")
        CustodySpellFactory(offender=inside)
        DecisionFactory(offender=luton, status="AMBER")
        return {"luton": luton, "bedford": bedford, "inside": inside}

    @pytest.mark.parametrize(
        ("query", "left"),
        [
            ({}, {"luton", "bedford", "inside"}),
            ({"area": "Luton"}, {"luton"}),
            ({"area": ["Luton", "Bedford"]}, {"luton", "bedford", "inside"}),
            ({"cohort": "HI"}, {"inside"}),
            ({"rag": "AMBER"}, {"luton"}),
            ({"rag": ["none", "RED"]}, {"bedford", "inside"}),
            ({"custody": "in"}, {"inside"}),
            ({"custody": "out"}, {"luton", "bedford"}),
            ({"member": "yes"}, {"luton", "inside"}),
            ({"member": "no"}, {"bedford"}),
            ({"member": "yes", "custody": "out"}, {"luton"}),
            ({"area": "Nowhere", "rag": "PINK", "custody": "x"}, {"luton", "bedford", "inside"}),
            # What is no filter is ignored: nobody is found by what is not shown.
            ({"family_name": "Jarvis", "lead": "me", "found": "x", "q": "Jarvis"}, {"luton", "bedford", "inside"}),
        ],
    )
    def test_each(self, query, left, people, read, take):
        assert set(read(**query)) == {named(people[name]) for name in left}
        assert {row[0] for row in take(**query)[1:]} == {named(people[name]) for name in left}

    @pytest.mark.parametrize("sort", ["name", "-name", "family_name", "date_of_birth", "pk", "contact", "rank", "x"])
    def test_no_order_by_what_is_not_shown(self, sort, people, read):
        read(sort="rag")
        expected = read.order
        read(sort=sort)
        assert read.order == expected

    def test_the_orders(self, read):
        old = known(date_of_birth=date(1950, 1, 1), area=AreaFactory(code="Bedford"))
        young = known(date_of_birth=date(2003, 1, 1), area=AreaFactory(code="Luton"))
        arrested(old, TODAY)
        DecisionFactory(offender=young, status="RED")
        for sort, first in [("rag", young), ("-rag", old), ("age", young), ("-age", old), ("area", young),
                            ("arrests", young), ("-arrests", old)]:  # fmt: skip
            read(sort=sort)
            assert read.order[0] == named(first), sort

    def test_who_is_alike_stands_in_no_order_of_names_or_of_coming_in(self, read):
        people = [known(family_name=f"{letter}aaa", date_of_birth=date(1990, 1, day))
                  for day, letter in enumerate("ABCDEFGHIJKL", start=1)]  # fmt: skip
        in_order = [named(person) for person in people]
        for sort in ("rag", "age", "area", "arrests"):
            read(sort=sort)
            assert sorted(read.order) == sorted(in_order)
            assert read.order not in (in_order, in_order[::-1]), sort

    def test_pages(self, read):
        for _ in range(30):
            known()
        first, second = set(read()), set(read(page=2))
        assert (len(first), len(second), first & second) == (25, 5, set())


class TestSmallGroups:
    """Outside police and probation: fewer than five are not told apart."""

    @pytest.mark.parametrize(("code", "number", "told"), [
        ("housing", 4, False), ("housing", 5, True), ("police", 1, True), ("probation", 4, True), ("prison", 4, False),
    ])  # fmt: skip
    def test_a_total_under_five(self, code, number, told, read, take):
        for _ in range(number):
            known(code, "supports")
        assert len(read(code)) == (number if told else 0)
        assert ("Fewer than 5" in read.text) is not told
        answer = take(code)
        if told:
            assert len(answer) == 1 + number
        else:
            assert answer.status_code == 422 and "Fewer than 5" in answer.content.decode()
            assert not Entry.objects.filter(verb__in=("viewed", "disclosed")).exists()

    def test_filters_that_leave_nobody_and_four_are_told_alike(self, read):
        people = [known("housing", "supports") for _ in range(12)]
        for person in people[:4]:
            CustodySpellFactory(offender=person)
        assert len(read("housing")) == 12 and len(read("housing", custody="out")) == 8
        assert read("housing", custody="in") == {}
        four = read.text
        assert read("housing", rag="GREEN") == {}
        assert "Fewer than 5" in four and "Fewer than 5" in read.text
        count = re.compile(r'role="status">(.*?)</p>', re.S)
        assert count.search(four)[1] == count.search(read.text)[1]

    def test_who_is_alone_with_area_cohort_and_age_is_not_known_by_them(self, read, take):
        for _ in range(5):
            known("housing", "supports", date_of_birth=date(1990, 1, 1))
        alone = known("housing", "supports", date_of_birth=date(2004, 1, 1))
        row = read("housing", area="Luton") and read("housing")[named(alone, "housing")]
        assert (row["age"], row["area"], row["cohorts"]) == ("not shown",) * 3
        assert named(alone, "housing") not in read("housing", area="Luton")
        assert named(alone, "housing") not in read("housing", cohort="BD")
        assert len(read("housing", area="Luton")) == 5
        for sort in ("age", "-age", "area", "-area"):
            read("housing", sort=sort)
            assert read.order[-1] == named(alone, "housing"), sort
        assert "under 18" not in str(take("housing"))
        assert len(take("housing", area="Luton")) == 1 + 5

    def test_the_police_are_shown_who_is_alone(self, read):
        alone = known(date_of_birth=date(2004, 1, 1))
        assert read()[named(alone)]["age"] == "under 18"


class TestFiles:
    def test_csv_and_spreadsheet_hold_the_rows_of_the_page(self, read, take):
        jarvis, other = known(), known()
        shown = read()
        rows = take()
        assert rows[0][:3] == ["Pseudonym", "RAG decided", "Age band"]
        assert {row[0]: row for row in rows[1:]} == {
            name: [str(value) for value in cells.values()] for name, cells in shown.items()
        }
        sheet = take(form="xlsx")
        assert sheet[0][0] == "OFFICIAL-SENSITIVE"
        assert {row[0] for row in sheet[3:]} == {named(jarvis), named(other)}

    def test_a_reason_is_needed(self, take):
        known()
        answer = take(reason=" ")
        assert answer.status_code == 422 and "Say what it is for" in answer.content.decode()
        assert not Entry.objects.filter(verb="disclosed").exists()

    def test_what_goes_out_is_logged_with_a_line_a_person(self, take):
        jarvis, other = known(), known()
        take()
        run, *lines = Entry.objects.filter(verb="disclosed").order_by("pk")
        assert (run.offender_id, run.reason, run.detail) == (None, WHY, {"format": "csv", "people": 2})
        assert {line.offender_id for line in lines} == {jarvis.pk, other.pk}
        assert {(line.channel, line.reason, *line.categories) for line in lines} == {
            ("reporting.pseudonyms.take_out", WHY, "identity", "scheme", "custody", "offending")
        }

    def test_nothing_goes_out_that_cannot_be_logged(self, take, client):
        known()
        client.raise_request_exception = False

        def broken(execute, sql, *more):
            if sql.startswith("INSERT INTO audit_entry"):
                raise DatabaseError
            return execute(sql, *more)

        with connection.execute_wrapper(broken):
            answer = take()
        assert answer.status_code == 503 and b"Pseudonym" not in answer.content


class TestLog:
    def test_a_page_is_logged_with_a_line_a_person_on_it(self, read):
        people = {known().pk for _ in range(3)}
        read()
        entries = Entry.objects.filter(verb="viewed")
        assert {e.offender_id for e in entries} == people and len(entries) == 3
        assert {(e.channel, *e.categories) for e in entries} == {
            ("reporting.pseudonyms", "identity", "scheme", "custody", "offending")
        }


class TestQueries:
    @pytest.mark.parametrize("code", ["police", "housing"])
    def test_as_many_for_many_as_for_few(self, code, read, take):
        def add(number):
            for _ in range(number):
                person = known(code, "supports")
                arrested(person, TODAY)
                CustodySpellFactory(offender=person)
                DecisionFactory(offender=person)

        add(6)
        few = (queries(lambda: read(code)), queries(lambda: take(code)))
        add(14)
        assert (queries(lambda: read(code)), queries(lambda: take(code))) == few
        assert few[0] <= 40


def queries(ask):
    ask()
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)


@pytest.mark.parametrize("who", ["aisha", "femi", "joan", "grace", "karl"])
def test_nobody_but_an_analyst(who, signed_in):
    client = signed_in(who)
    assert client.get(REGISTER).status_code == client.get(TAKE_OUT).status_code == 403
    assert REGISTER not in client.get("/account/2fa/").content.decode()


def test_it_is_in_an_analysts_navigation(person, signed_in):
    assert REGISTER in signed_in("hari").get(reverse("reporting:report")).content.decode()
