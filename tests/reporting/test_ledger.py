"""The pages of the ledger, by who opens them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency, Agreement, AgreementLevel, AgreementState, User
from audit.models import Entry
from cohorts.models import Cohort
from tests.cohorts.rows import referral, referred_by
from tests.conftest import TODAY
from tests.factories import CohortFactory, InvolvementFactory, MembershipFactory, OffenderFactory, arrested

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def read(client, name):
    return client.get(reverse(f"ledger:{name}")).content.decode()


def test_the_ledger_and_its_file(signed_in):
    MembershipFactory(selected_on=date(2019, 1, 5))
    MembershipFactory(selected_on=date(2018, 1, 5), deselected_on=date(2019, 3, 1), deselection_code_id="6A")
    Cohort.objects.filter(code="BD").update(maximum=1)
    client = signed_in("femi")
    page = read(client, "page")
    assert "Left by code 6A" in page
    assert "Came on, referred by Police" in page
    answer = client.post(reverse("ledger:take_out"), {"reason": "The board’s quarterly meeting, for its chair."})
    assert "Continuing,1,1,1,0" in answer.content.decode()
    assert "Left by code 6A,0,0,0,1" in answer.content.decode()
    assert "On the scheme at the end,1,1,1,1" in answer.content.decode()


def numbers(client, **asked):
    """What each cell of the ledger says and leads to, by its words and quarter."""
    page = client.get(reverse("ledger:page"), asked)
    assert page.status_code == 200
    return {
        (words, line.quarter.start): cell
        for words, cells in page.context["numbers"]
        for line, cell in zip(page.context["lines"], cells, strict=True)
    }


def behind(client, query):
    page = client.get(f"{reverse('ledger:people')}?{query}")
    assert page.status_code == 200
    return page.context["behind"]


def test_each_number_leads_to_those_who_are_counted(scheme, signed_in):
    """Jarvis came on in January, Kerr left, Iqbal continues; nobody of the police knows Stranger, who came on too."""
    police = Agency.objects.get(code="police")
    times = {
        "Jarvis": {"selected_on": date(2019, 1, 5)},
        "Kerr": {"selected_on": date(2018, 1, 5), "deselected_on": date(2019, 3, 1), "deselection_code_id": "6C"},
        "Iqbal": {"selected_on": date(2017, 1, 5), "referred_by": "prison"},
        "Stranger": {"selected_on": date(2019, 2, 5)},
    }
    for name, time in times.items():
        row = MembershipFactory(offender=OffenderFactory(family_name=name), **time)
        if name != "Stranger":
            InvolvementFactory(offender=row.offender, agency=police, reason="home_police")
    client = signed_in("femi")
    found, quarter = numbers(client), date(2019, 1, 1)
    expected = {"New": ["Jarvis"], "Left": ["Kerr"], "Continuing": ["Iqbal"], "Left by code 6C": ["Kerr"],
                "On the scheme at the start": ["Iqbal", "Kerr"], "On the scheme at the end": ["Iqbal", "Jarvis"],
                "Came on, referred by Police": ["Jarvis"]}  # fmt: skip
    for words, names in expected.items():
        number, query = found[words, quarter]
        listed = behind(client, query)
        assert [row.person.family_name for row in listed.rows] == names, words
        assert listed.counted == number == len(names) + listed.not_seen, words
        assert listed.not_seen == (words in ("New", "On the scheme at the end", "Came on, referred by Police")), words
    for (words, start), (number, query) in found.items():
        if number:
            assert behind(client, query).counted == number, (words, start)
    entry = Entry.objects.filter(channel="reporting.ledger.people").latest("pk")
    assert entry.categories == ["identity", "scheme"]


def test_by_which_agency_somebody_was_referred(scheme, signed_in):
    """By the product the agency is known, by an import the kind of agency; of two that referred the first."""
    Agency.objects.filter(code="prison").update(name="HMP Bedford")
    row = referral(status="selected", ended_on=date(2019, 3, 20))
    for code, day in (("housing", date(2019, 3, 12)), ("prison", date(2019, 3, 10))):
        referred_by(row, Agency.objects.get(code=code), referred_on=day)
    MembershipFactory(offender=row.offender, referral=row, selected_on=date(2019, 3, 20), referred_by="prison")
    MembershipFactory(selected_on=date(2019, 3, 21), referred_by="prison")
    found = {words: cell[0] for (words, _), cell in numbers(signed_in("femi")).items() if "referred" in words}
    assert found == {"Came on, referred by HMP Bedford": 1, "Came on, referred by Prison": 1}


def test_that_a_marac_referred_and_a_cohort_of_victims_are_for_who_reads_of_victims(scheme, signed_in):
    police = Agency.objects.get(code="police")
    row = MembershipFactory(cohort=CohortFactory(code="DV", name="Domestic Violence"), referred_by="marac",
                            selected_on=date(2019, 2, 1))  # fmt: skip
    InvolvementFactory(offender=row.offender, agency=police, reason="home_police")
    client, new = signed_in("femi"), "quarter=2019-01-01&of=new"
    (shown,) = behind(client, new).rows
    assert (shown.cohorts, shown.referrer) == (["Domestic Violence"], "MARAC")
    assert "victims" in Entry.objects.filter(channel="reporting.ledger.people").latest("pk").categories
    assert ("Came on, referred by MARAC", date(2019, 1, 1)) in numbers(client)
    Agreement.objects.update(state=AgreementState.DRAFT)
    AgreementLevel.objects.filter(kind="police", category="victims").update(level=0)
    Agreement.objects.update(state=AgreementState.IN_FORCE)
    (shown,) = behind(client, new).rows
    assert (shown.cohorts, shown.referrer) == (["On the scheme"], "Other")
    assert "victims" not in Entry.objects.filter(channel="reporting.ledger.people").latest("pk").categories
    assert ("Came on, referred by Other", date(2019, 1, 1)) in numbers(client)
    assert "Domestic" not in read(client, "page")
    assert client.get(reverse("ledger:people"), {"of": "by-MARAC", "quarter": "2019-01-01"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "starts", "cut"),
    [
        ({}, ["2018-04-01", "2018-07-01", "2018-10-01", "2019-01-01"], False),
        ({"from": "2018-07-01", "to": "2018-07-01"}, ["2018-07-01"], False),
        ({"from": "2018-10-01", "to": "2018-04-01"}, ["2018-04-01", "2018-07-01", "2018-10-01"], False),
        ({"to": "2017-01-01"}, ["2016-04-01", "2016-07-01", "2016-10-01", "2017-01-01"], False),
        ({"to": "2016-01-01"}, ["2016-01-01"], False),  # the first of the register
        ({"from": "yesterday", "to": "2019-02-01"}, ["2018-04-01", "2018-07-01", "2018-10-01", "2019-01-01"], False),
        ({"from": "2016-01-01", "to": "2018-10-01"}, 12, False),
        ({"from": "2016-01-01", "to": "2019-01-01"}, 12, True),
    ],
)
def test_which_quarters_are_shown(asked, starts, cut, scheme, signed_in):
    MembershipFactory(selected_on=date(2016, 2, 1))
    page = signed_in("femi").get(reverse("ledger:page"), asked)
    found = [line.quarter.start.isoformat() for line in page.context["lines"]]
    assert (found if isinstance(starts, list) else len(found)) == starts
    assert page.context["chosen"].cut is cut


def test_a_year_and_what_was_then(scheme, signed_in):
    """Kerr left in March 2019: in the year before he is on it, also against the maximum."""
    MembershipFactory(selected_on=date(2018, 1, 5), deselected_on=date(2019, 3, 1), deselection_code_id="6A")
    client = signed_in("femi")
    page = client.get(reverse("ledger:page"))
    assert [(name, query) for name, query, _ in page.context["chosen"].years] == [
        ("2018-19", "from=2018-04-01&to=2019-01-01"), ("2017-18", "from=2018-01-01&to=2018-01-01")
    ]  # fmt: skip
    assert [members for _, members in page.context["cohorts"]] == [0]
    page = client.get(reverse("ledger:page"), {"from": "2018-01-01", "to": "2018-01-01"})
    assert [members for _, members in page.context["cohorts"]] == [1]
    assert "Against the maximum, 31 March 2018" in page.content.decode()
    sent = {"reason": "The board’s quarterly meeting, for its chair."}
    answer = client.post(f"{reverse('ledger:take_out')}?from=2018-01-01&to=2018-01-01", sent)
    assert "New,1\n" in answer.content.decode() and "6A" not in answer.content.decode()


@pytest.mark.parametrize("asked", [{"quarter": "2019-04-01"}, {"quarter": "x"}, {"of": "code-1"}, {"of": "x"}])
def test_what_is_not_in_the_ledger_is_not_found(asked, scheme, signed_in):
    assert signed_in("femi").get(reverse("ledger:people"), asked).status_code == 404


@pytest.mark.parametrize("name", ["page", "people", "never_considered"])
def test_the_ledger_asks_as_often_for_many_as_for_few(name, scheme, signed_in):
    CohortFactory(code="KEYS", name="Keys", checks=[[{"kind": "not_supervised"}]])
    police, client = Agency.objects.get(code="police"), signed_in("femi")

    def joined(number):
        for _ in range(number):
            who = OffenderFactory()
            InvolvementFactory(offender=who, agency=police, reason="home_police")
            MembershipFactory(offender=who, selected_on=date(2019, 2, 1))
            InvolvementFactory(offender=OffenderFactory(), agency=police, reason="home_police")

    def queries(rows):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse(f"ledger:{name}"))
        if name != "page":
            assert len(page.context["page"].object_list) == rows
        return len(asked)

    joined(5)
    queries(5)
    few = queries(5)
    joined(25)
    assert queries(25) == few  # a page is 25 rows, of 30
    if name != "page":
        assert client.get(reverse(f"ledger:{name}"), {"page": 2}).context["page"].object_list.__len__() == 5


def test_the_ledger_of_the_demonstration_is_what_its_files_say(demo, client):
    """Counted in memberships.csv by hand (awk), 31 March 2019: the register, by whom referred, and each cohort."""
    client.force_login(User.objects.get(full_name="Femi Ade"), backend=BACKEND)
    found, winter = numbers(client), date(2019, 1, 1)
    said = {words: [number for (one, _), (number, _) in found.items() if one == words] for words, _ in found}
    assert said["On the scheme at the start"] == [100, 99, 102, 105]
    assert said["New"] == [1, 3, 19, 12]
    assert said["Returning"] == [0, 0, 0, 0]
    assert said["Continuing"] == [98, 99, 86, 82]
    assert said["Left"] == [2, 0, 16, 23]
    assert said["On the scheme at the end"] == [99, 102, 105, 94]
    by = "Came on, referred by "
    referred = {words.removeprefix(by): found[words, winter][0] for words in said if words.startswith(by)}
    assert {who: number for who, number in referred.items() if number} == {
        "Other": 4, "Youth offending service": 1, "Police": 2, "MARAC": 1, "Prison": 1,
        "Probation (Community Rehabilitation Company)": 1, "Probation (National Probation Service)": 2,
    }  # fmt: skip
    page = client.get(reverse("ledger:page"))
    assert page.context["middle"] == [1172, None, 827, 784]
    held = {cohort.code: members for cohort, members in page.context["cohorts"] if members}
    assert held == {"HI": 16, "BD": 37, "PI": 6, "DV": 22, "MARAC": 13}
    first = numbers(client, **{"from": "2011-04-01", "to": "2011-04-01"})
    assert first["New", date(2011, 4, 1)][0] == 1


def test_who_meets_the_criteria_and_was_never_considered(signed_in):
    cohort = CohortFactory(code="KEYS", name="Keys", checks=[[{"kind": "current_charge", "group": "burglary"}]])
    people = {name: OffenderFactory(family_name=name) for name in ("Fits", "Member", "Referred", "Nothing", "Unseen")}
    police = Agency.objects.get(code="police") if Agency.objects.exists() else None
    client = signed_in("femi")
    police = police or Agency.objects.get(code="police")
    for name, who in people.items():
        if name != "Unseen":
            InvolvementFactory(offender=who, agency=police)
        if name != "Nothing":
            arrested(who, date(2019, 3, 20))
    MembershipFactory(offender=people["Member"])
    referral(offender=people["Referred"], cohort=cohort)
    page = read(client, "never_considered")
    assert "FITS, Ethan" in page
    assert "Current charge for burglary: 20 March 2019" in page
    assert not [name for name in ("MEMBER", "REFERRED", "NOTHING", "UNSEEN") if name in page]


@pytest.mark.parametrize(("who", "linked"), [("femi", True), ("carla", False)])
def test_the_reports_lead_to_it_for_who_may_see_it(who, linked, signed_in):
    client = signed_in(who)
    page = client.get(reverse("reporting:report"))
    assert page.status_code == 200
    assert (reverse("ledger:page") in page.content.decode()) is linked
    assert client.get(reverse("ledger:page")).status_code == (200 if linked else 403)


@pytest.mark.parametrize("name", ["ledger:page", "ledger:take_out"])
def test_without_an_agreement_in_force_it_says_nothing(name, scheme, signed_in):
    femi = signed_in("femi")
    assert femi.get(reverse(name)).status_code == 200
    Agreement.objects.update(state=AgreementState.DRAFT)
    Agreement.objects.update(expires_on=TODAY)
    Agreement.objects.update(state=AgreementState.IN_FORCE)
    answer = femi.get(reverse(name))
    assert answer.status_code == 403 and "On the scheme" not in answer.content.decode()
