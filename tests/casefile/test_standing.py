"""RED for the probation system, and reactive management by its days, as pages and as a file."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from rag import actions
from rag.models import Registration, RegistrationCheck
from rag.registrations import latest_check, lines
from rag.rules.registrations import Registered, Todo
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import ContactFactory, DecisionFactory, MembershipFactory, SupervisionFactory
from tests.people import make_for
from tests.ranking.test_views import known

pytestmark = pytest.mark.django_db
RED, TAKE_OUT, CHECK = "/status/red/", "/status/red/take-out/", "/status/red/check/"
REACTIVE = "/status/reactive-management/"
FEBRUARY, MARCH = date(2019, 2, 1), date(2019, 3, 1)


def decided(name, status="RED", since=MARCH, crn="", supervised=True, agencies=("police", "probation")):
    """A member since 2018 with a decided status, supervised by the CRC."""
    who = known(name, *agencies, crn=crn)
    MembershipFactory(offender=who, selected_on=date(2018, 1, 1))
    if supervised:
        SupervisionFactory(offender=who)
    DecisionFactory(offender=who, status=status, effective_on=since)
    return who


@pytest.fixture
def femi(person):
    return person("femi")


@pytest.fixture
def bring(femi):
    def do(*rows, by=femi, as_of=TODAY, key=None):
        found = [Registered(number, crn, since) for number, (crn, since) in enumerate(rows, start=2)]
        return actions.check_registrations(found=found, as_of=as_of, request_key=key or uuid4(), by=by)

    return do


def said_of(user):
    """By family name: since when RED by the panel and by the register, and what is to be done."""
    found = lines(user, TODAY, latest_check(TODAY))
    return {line.person.family_name: (line.panel, line.register, line.todo) for line in found}


class TestWhoIsRed:
    def test_each_by_what_is_to_be_done(self, femi, bring):
        for name, crn in (("Agrees", "A000001"), ("Otherday", "A000002"), ("Toenter", "A000003"), ("Nocrn", "")):
            decided(name, crn=crn)
        decided("Toend", "AMBER", crn="A000004")
        decided("Amber", "AMBER", crn="A000005")
        bring(("A000001", MARCH), ("A000002", FEBRUARY), ("A000004", FEBRUARY))
        assert list(said_of(femi).items()) == [
            ("Toenter", (MARCH, None, Todo.ENTER)),
            ("Toend", (None, FEBRUARY, Todo.END)),
            ("Otherday", (MARCH, FEBRUARY, Todo.OTHER_DAY)),
            ("Nocrn", (MARCH, None, Todo.FIND_CRN)),
            ("Agrees", (MARCH, MARCH, Todo.NOTHING)),
        ]

    def test_since_when_without_a_break(self, femi):
        who = decided("Again", since=FEBRUARY)
        DecisionFactory(offender=who, status="RED", effective_on=MARCH)
        assert said_of(femi)["Again"][0] == FEBRUARY
        DecisionFactory(offender=who, status="AMBER", effective_on=date(2019, 3, 10))
        DecisionFactory(offender=who, status="RED", effective_on=date(2019, 3, 20))
        assert said_of(femi)["Again"][0] == date(2019, 3, 20)

    @pytest.mark.parametrize("other", ["unsupervised", "youth", "ended", "left", "restricted", "unseen"])
    def test_nobody_of_whom_probation_may_not_be_told(self, other, femi):
        who = decided("Other", supervised=False, agencies=() if other == "unseen" else ("police",))
        if other in ("left", "restricted", "unseen"):
            SupervisionFactory(offender=who)
        if other == "youth":
            SupervisionFactory(offender=who, provider="yot", order_type="youth_order")
        if other == "ended":
            SupervisionFactory(offender=who, ended_on=TODAY)
        if other == "left":
            who.memberships.update(deselected_on=TODAY, deselection_code="5")
        if other == "restricted":
            restrict(who, by=femi)
        assert said_of(femi) == {}

    def test_the_register_may_still_say_red_of_who_left_the_scheme(self, femi, bring):
        who = decided("Left", crn="A000001")
        bring(("A000001", MARCH))
        who.memberships.update(deselected_on=TODAY, deselection_code="5")
        assert said_of(femi)["Left"] == (None, MARCH, Todo.END)

    def test_the_newest_list_counts(self, femi, bring):
        decided("Jarvis", crn="A000001")
        bring(("A000001", FEBRUARY), as_of=MARCH)
        bring()
        assert said_of(femi)["Jarvis"] == (MARCH, None, Todo.ENTER)
        with pytest.raises(ValidationError, match="bring a newer"):
            bring(as_of=TODAY - timedelta(1))


class TestBringing:
    def test_lines_that_fit_nobody_come_back_by_their_number(self, femi, bring):
        decided("Jarvis", crn="A000001")
        decided("Unseen", crn="A000002", agencies=())
        check, unknown = bring(("A000001", MARCH), ("A000002", MARCH), ("A000003", MARCH))
        assert (unknown, check.lines, check.unknown) == ([3, 4], 3, 2)
        assert Entry.objects.filter(what="rag.check_registrations").count() == 1

    def test_the_same_form_twice_is_one_list(self, bring):
        decided("Jarvis", crn="A000001")
        key = uuid4()
        assert bring(("A000001", MARCH), key=key) == bring(("A000001", MARCH), key=key)
        assert (RegistrationCheck.objects.count(), Registration.objects.count()) == (1, 1)

    @pytest.mark.parametrize(("days", "refused"), [(-1, False), (0, False), (1, True)])
    def test_no_list_of_a_day_to_come(self, days, refused, bring):
        if not refused:
            bring(as_of=TODAY + timedelta(days))
            return
        with pytest.raises(ValidationError, match="day to come"):
            bring(as_of=TODAY + timedelta(days))

    @pytest.mark.parametrize(
        ("agency", "role", "may"),
        [
            ("police", Role.COORDINATOR, True), ("probation", Role.COORDINATOR, True),
            ("probation", Role.SUPERVISOR, True), ("police", Role.PRACTITIONER, False),
            ("police", Role.PANEL_CHAIR, False), ("prison", Role.COORDINATOR, False),
            ("housing", Role.SUPERVISOR, False), ("police", Role.ANALYST, False),
        ],
    )  # fmt: skip
    def test_who_keeps_the_list(self, agency, role, may, bring, scheme):
        if may:
            bring(by=make_for(agency, role))
            return
        with pytest.raises(PermissionDenied):
            bring(by=make_for(agency, role))

    def test_nobody_where_probation_may_not_know(self, bring):
        Agency.objects.filter(kind="probation").update(kind="other")
        with pytest.raises(PermissionDenied, match="No sharing agreement"):
            bring()


def said(response, status=200):
    assert response.status_code == status, response.status_code
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def form_of(client, text, **more):
    key = client.get(CHECK).context["form"]["request_key"].value()
    file = BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = "list.csv"
    return client.post(CHECK, {"request_key": key, "as_of": "31 3 2019", "file": file, **more})


class TestPages:
    def test_from_the_first_visit_to_a_checked_list(self, signed_in):
        client = signed_in("femi")
        assert "Nobody is RED here" in said(client.get(RED))
        decided("Toenter", crn="A000001")
        decided("Toend", "AMBER", crn="A000002")
        page = said(client.get(RED))
        assert "No list of the probation system has been brought yet" in page and "TOENTER" in page
        assert "Register says" not in page and "TOEND" not in page
        done = said(form_of(client, "crn,registered_on\nA000002,01/02/2019\nA000009,2019-03-01\n"))
        assert "names 2 people" in done and "3 A000009" in done
        page = said(client.get(RED))
        assert "brought by Femi Ade: 2 people, 1 of whom nobody could be found for" in page
        assert "RED since 1 March 2019 Not RED Enter as RED" in page
        assert "AMBER RED since 1 February 2019 End the entry" in page
        assert "TOEND" not in said(client.get(RED, {"todo": "enter"}))
        assert "Nobody. Show everything" in said(client.get(RED, {"todo": "other_day"}))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("name,day\nx,y", "Line 1: there is no column crn"),
            ("crn,registered_on\nA1,2019-03-01", "Line 2: crn must be a CRN"),
            ("crn,registered_on\nA000001,2019-04-01", "Line 2: registered_on is a day to come"),
            (b"crn,registered_on\n\xff\xfe", "not UTF-8"),
            (b"", "not even the names of the columns"),
        ],
    )
    def test_a_wrong_file_is_refused_whole(self, text, words, signed_in):
        assert words in said(form_of(signed_in("femi"), text), 422)
        assert not RegistrationCheck.objects.exists()

    def test_no_more_than_a_screenful_of_faults(self, signed_in):
        text = "crn,registered_on\n" + "A1,2019-03-01\n" * 25
        assert "and 5 more." in said(form_of(signed_in("femi"), text), 422)

    def test_the_file_names_nobody(self, signed_in, bring):
        decided("Toenter", crn="A000002")
        decided("Nocrn")
        toend = decided("Toend", "AMBER", crn="A000001")
        bring(("A000001", FEBRUARY))
        response = signed_in("femi").post(TAKE_OUT, {"reason": "For the probation office to enter."})
        rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
        assert rows == [
            ["crn", "red_since", "in_the_probation_system", "to_do"],
            ["A000001", "not RED", "2019-02-01", "End the entry"],
            ["A000002", "2019-03-01", "not registered", "Enter as RED"],
        ]
        entry = Entry.objects.get(what="standing.take_out", offender_id=toend.pk)
        assert entry.reason == "For the probation office to enter."

    def test_without_a_list_the_file_says_that_nothing_was_checked(self, signed_in):
        decided("Jarvis", crn="A000001")
        response = signed_in("femi").post(TAKE_OUT, {"reason": "For the probation office to enter."})
        assert response.content.decode("utf-8-sig").splitlines()[1] == "A000001,2019-03-01,not checked,"

    def test_who_is_red_and_supervised_by_nobody_is_counted(self, signed_in):
        decided("Jarvis", supervised=False)
        assert "1 person is RED and supervised by nobody of probation" in said(signed_in("femi").get(RED))

    def test_a_persons_history_says_both(self, signed_in, bring):
        who = decided("Jarvis", crn="A000001")
        bring(("A000001", FEBRUARY))
        client = signed_in("femi")
        client.post(reverse("visits:why", args=[who.public_id]), {"why": "Standing in for a colleague"})
        page = said(client.get(reverse("casefile:section", args=[who.public_id, "history"])))
        assert "list of 31 March 2019 says RED since 1 February 2019 ; the panel says RED from 1 March 2019" in page

    @pytest.mark.parametrize("at", [RED, REACTIVE])
    def test_twenty_take_as_many_queries_as_two(self, at, signed_in):
        client, status = signed_in("femi"), "RED" if at == RED else "GREEN_RM"
        for number in range(2):
            decided(f"P{number}", status, date(2018, 6, 1))
        client.get(at)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(at)
        for number in range(2, 20):
            decided(f"P{number}", status, date(2018, 6, 1))
        with CaptureQueriesContext(connection) as many:
            page = said(client.get(at))
        assert "20 people" in page and len(many) == len(few)


class TestReactive:
    def test_within_first_then_who_may_be_placed_within_a_month(self, signed_in):
        decided("Within", "GREEN_RM", date(2019, 3, 1))
        decided("Due", "GREEN_RM", date(2018, 12, 31))
        decided("Long", "GREEN", date(2018, 12, 31))  # three months are over today
        decided("Soon", "GREEN", date(2019, 1, 30))  # 30 April is a month from 31 March
        decided("Later", "GREEN", date(2019, 1, 31))  # 30 April as well: April has no 31st
        decided("Notyet", "GREEN", date(2019, 2, 1))  # 1 May
        decided("Amber", "AMBER", date(2018, 12, 31))
        page = said(signed_in("aisha").get(REACTIVE))
        found = re.findall(r"(DUE|WITHIN|LONG|SOON|LATER|NOTYET|AMBER), Ethan", page)
        assert found == ["DUE", "WITHIN", "LONG", "SOON", "LATER"]
        assert "Deselection: 31 Mar 2019 reached" in page and "May be placed: 31 Mar 2019 reached" in page
        assert "Deselection: 1 Jun 2019 –" in page and "May be placed: 30 Apr 2019 –" in page

    def test_what_follows_where_green_is_still_proposed(self, signed_in):
        who = decided("Due", "GREEN_RM", date(2018, 12, 31))
        ContactFactory(offender=who, due_on=TODAY - timedelta(2), outcome="kept")
        page = said(signed_in("aisha").get(REACTIVE))
        assert "In reactive management since 31 December 2018: deselection is due" in page

    def test_nobody(self, signed_in):
        assert "Nobody is in reactive management" in said(signed_in("aisha").get(REACTIVE))

    def test_who_does_not_read_the_scheme(self, client, scheme):
        """A voluntary agency knows that somebody is on the scheme, and no more."""
        client.force_login(make_for("employment", Role.PRACTITIONER))
        assert client.get(REACTIVE).status_code == 404
        assert "Reactive management" not in said(client.get("/panels/"))

    def test_a_persons_history_says_the_days(self, signed_in):
        who = decided("Within", "GREEN_RM", date(2019, 3, 1))
        client = signed_in("femi")
        client.post(reverse("visits:why", args=[who.public_id]), {"why": "Standing in for a colleague"})
        page = said(client.get(reverse("casefile:section", args=[who.public_id, "history"])))
        assert "In reactive management since 1 March 2019: deselection is due 1 June 2019" in page
