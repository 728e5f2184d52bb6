"""The report of the pathways on a small register worked out by hand, by who opens it."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from pathways.models import Intervention, PathwaySet, ServiceReferral
from pathways.rules.waits import NO_PROOF
from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.exceptional import consent, grant, restrict
from tests.factories import (
    AreaFactory,
    CohortFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    assessed,
    plan_item,
)
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE, OUT = reverse("pathway_report:page"), reverse("pathway_report:take_out")
EIGHT = ("accommodation", "ete", "drugs_alcohol", "finance", "relationships", "lifestyle", "attitudes", "health")
BEFORE, SEPTEMBER, MARCH = date(2018, 1, 8), date(2018, 9, 10), date(2019, 3, 4)
HOME, MONEY = "Accommodation", "Finance, debt and benefits"


def member(name, *agencies, area="Luton", cohort="BD", **more):
    found = OffenderFactory(family_name=name, area=AreaFactory(code=area, name=area))
    MembershipFactory(offender=found, cohort=CohortFactory(code=cohort), **more)
    for agency in agencies or ("police",):
        InvolvementFactory(offender=found, agency=Agency.objects.get(code=agency))
    return found


@pytest.fixture
def people(scheme, person):
    """Ryan and Jade of Luton, Lee of Bedford, Amy whom nobody assessed; who is gone, unknown or restricted is out."""
    person("femi")
    CohortFactory(code="DV", name="Domestic Violence", of_victims=True)
    ryan, jade = member("Ryan"), member("Jade", cohort="DV")
    lee, amy = member("Lee", area="Bedford"), member("Amy")
    gone = member("Gone", deselected_on=TODAY, deselection_code_id="1")
    unknown, hidden = member("Unknown", "probation"), member("Hidden")
    restrict(hidden, person("esther"))
    for who in (gone, unknown, hidden):
        assessed(who, "accommodation", "F", on=MARCH)
    # Ryan got a tenancy and has debts still; Jade has all eight well; Lee's mother has him no longer.
    assessed(ryan, "accommodation", "F", on=BEFORE)
    assessed(ryan, "accommodation", "A", on=MARCH)
    assessed(ryan, "finance", "B", on=SEPTEMBER)
    assessed(ryan, "finance", "E", on=MARCH)
    for code in EIGHT:
        assessed(jade, code, "A", on=SEPTEMBER)
        assessed(jade, code, "A", on=MARCH)
    for code in EIGHT[1:6]:
        assessed(lee, code, "A", on=SEPTEMBER)
    assessed(lee, "accommodation", "B", on=SEPTEMBER)
    assessed(lee, "accommodation", "E", on=MARCH)
    assessed(lee, "attitudes", "C", on=MARCH)
    assessed(lee, "health", "E", on=MARCH)
    return {"ryan": ryan, "jade": jade, "lee": lee, "amy": amy}


def as_(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def read(client, user, **chosen):
    answer = as_(client, user).get(PAGE, chosen)
    assert answer.status_code == 200
    shown = answer.context["report"].shown
    for line in shown.lines:  # else what is not shown is weighed against sums that are none
        assert sum(shown.values[part] for part in line.parts) == shown.values[line.total], line
    return answer.context["report"]


def table(report, key):
    return {row.heading: [cell.text for cell in row.cells] for row in report.tables[key].rows}


def taken_out(client, user, **chosen):
    query = "&".join(f"{key}={value}" for key, value in chosen.items())
    answer = as_(client, user).post(f"{OUT}?{query}", {"reason": "The board’s quarterly meeting, for its chair."})
    assert answer.status_code == 200
    return [row for row in csv.reader(StringIO(answer.content.decode("utf-8-sig"))) if row]


def test_the_needs_with_their_n(people, client, person):
    report = read(client, person("femi"))
    assert (report.members, report.assessed, report.not_assessed) == ("4", "3", "1")
    found = table(report, "needs")
    # Need, no need, N, need of N, not assessed.
    assert found[HOME] == ["1", "2", "3", "33%", "1"]
    assert found[MONEY] == ["1", "2", "3", "33%", "1"]
    assert found["Drugs and alcohol"] == ["0", "2", "2", "0%", "2"]
    assert found["Mental and physical health"] == ["1", "1", "2", "50%", "2"]
    assert found["People, assessed on any pathway"] == ["", "", "3", "", "1"]
    assert len(found) == 9


def test_what_became_of_each_need_in_the_year(people, client, person):
    found = table(read(client, person("femi")), "moves")
    # Need to no need, no need to need, still a need, still none, not again, N.
    assert found[HOME] == ["1", "1", "0", "1", "0", "3"]
    assert found[MONEY] == ["0", "0", "1", "1", "1", "3"]
    assert found["Mental and physical health"] == ["0", "0", "0", "1", "1", "2"]


def test_the_year_to_december(people, client, person):
    """Nobody was assessed again by then: Ryan of January, Jade and Lee of September stand."""
    report = read(client, person("femi"), period="2018-12-31")
    assert table(report, "moves")[HOME] == ["0", "0", "0", "0", "3", "3"]
    assert table(report, "needs")[HOME] == ["1", "2", "3", "33%", "2"]  # and who left in March was on it then


def test_the_stabilised_shares(people, client, person):
    """Jade 8 of 8, Lee 5 of 8; Ryan is assessed on two pathways, Amy on none."""
    found = table(read(client, person("femi")), "shares")
    assert {name: cells[0] for name, cells in found.items() if cells[0] != "0"} == {
        "8 of 8": "1",
        "5 of 8": "1",
        "Reached: 6 of 8 or more": "1",
        "Not reached": "1",
        "Not assessed on every pathway, so that nobody can say": "2",
        "All": "4",
    }


@pytest.mark.parametrize(
    ("chosen", "members", "home"),
    [
        ({"area": "Bedford"}, "1", ["1", "0", "1", "100%", "0"]),
        ({"area": "Luton"}, "3", ["0", "2", "2", "0%", "1"]),
        ({"cohort": "DV"}, "1", ["0", "1", "1", "0%", "0"]),
        ({"cohort": "BD", "area": "Luton"}, "2", ["0", "1", "1", "0%", "1"]),
        ({"cohort": "DV", "area": "Bedford"}, "0", ["0", "0", "0", "not applicable", "0"]),
        ({"cohort": "nothing", "area": "nowhere", "period": "never"}, "4", ["1", "2", "3", "33%", "1"]),
    ],
)
def test_a_cohort_and_an_area(chosen, members, home, people, client, person):
    report = read(client, person("femi"), **chosen)
    assert (report.members, table(report, "needs")[HOME]) == (members, home)


def test_letters_are_counted_for_who_reads_what_they_give_away(people, client, person):
    """Police read no treatment and no health detail, and original intelligence in no figure."""
    report = read(client, person("femi"))
    assert {one.title.removesuffix(" on the last day") for one in report.levels} == {
        HOME, "Education, training and employment", MONEY, "Children, families and relationships",
        "Lifestyle and associates",
    }  # fmt: skip
    assert table(report, "level-finance")["E · Not claiming benefits, requires support"] == ["need", "1"]
    assert table(report, "level-finance")["B · Lack of financial skills (budgeting and so on)"] == ["need", "0"]
    whole = "".join(row for cells in taken_out(client, person("femi")) for row in cells)
    assert "recovery services" not in whole and "Fully engaged" not in whole
    drugs = read(client, make_for("drug_service", Role.VIEWER))
    titles = {one.title.removesuffix(" on the last day") for one in drugs.levels}
    assert "Drugs and alcohol" in titles and "Mental and physical health" not in titles


def asked(who, pathway, on, service="Money advice", agency="probation", **more):
    item = plan_item(who, Agency.objects.get(code=agency), pathway)
    return ServiceReferral.objects.create(offender=who, item=item, service=service, referred_on=on, **more)


def began(who, pathway, on, after, answered=2):
    day = date.fromordinal
    return asked(who, pathway, on, answer="accepted", answered_on=day(on.toordinal() + answered),
                 started_on=day(on.toordinal() + after))  # fmt: skip


def test_the_waits_of_each_service(people, client, person):
    began(people["ryan"], "finance", date(2019, 1, 1), 10)
    began(people["jade"], "finance", date(2019, 1, 1), 21, answered=5)
    asked(people["lee"], "finance", date(2019, 3, 1), service="money  Advice")
    asked(people["amy"], "finance", date(2019, 3, 1), answer="refused", answered_on=date(2019, 3, 8))
    asked(people["amy"], "finance", date(2018, 9, 1))  # her referral before that
    began(people["ryan"], "ete", date(2017, 1, 1), 20)  # over before the year
    asked(people["ryan"], "drugs_alcohol", date(2019, 3, 1), service="Recovery", agency="drug_service")
    report = read(client, person("femi"))
    assert table(report, "waits") == {
        # Referred 4; to the answer 2, 5 and 7 days; 2 began after 10 and 21; one waits 30 days; one was refused.
        f"{MONEY}: Money advice": ["4", "5", "2", "15.5", "21", "1", "30", "1", "0"],
    }
    assert "Recovery" not in as_(client, person("femi")).get(PAGE).content.decode()
    everything = read(client, person("femi"), period="all")
    assert table(everything, "waits")["Education, training and employment: Money advice"][:5] == [
        "1", "2", "1", "20", "20",
    ]  # fmt: skip


def test_consent_of_one_person_opens_no_figure(people, client, person):
    """A figure is of people who have consented to nothing: else it would say who had."""
    ines = person("ines")
    InvolvementFactory(offender=people["ryan"], agency=ines.agency)
    asked(people["ryan"], "drugs_alcohol", date(2019, 3, 1), service="Recovery", agency="drug_service")
    consent(people["ryan"], "probation", ines)
    assert "waits" not in read(client, ines).tables
    InvolvementFactory(offender=people["ryan"], agency=Agency.objects.get(code="drug_service"))
    assert "waits" in read(client, make_for("drug_service", Role.VIEWER)).tables


def done(who, pathway, name, starts_on, ends_on=None, result=""):
    item = plan_item(who, Agency.objects.get(code="probation"), pathway)
    return Intervention.objects.create(
        offender=who, item=item, name=name, provider="Stepping Stones", starts_on=starts_on, ends_on=ends_on,
        result=result,
    )  # fmt: skip


def test_interventions_by_result_with_the_caution(people, client, person):
    """Ryan completed and has no need of a home since; Lee left early, had none before; Jade's goes on."""
    end = date(2019, 2, 1)
    done(people["ryan"], "accommodation", "Tenancy course", SEPTEMBER, end, "completed")
    done(people["lee"], "accommodation", "Tenancy course", date(2018, 10, 1), end, "left_early")
    done(people["jade"], "accommodation", "Tenancy course", date(2018, 10, 1))
    done(people["ryan"], "finance", "Budgeting", date(2018, 10, 1), end, "completed")
    done(people["amy"], "finance", "Budgeting", date(2017, 10, 1), date(2018, 3, 31), "completed")
    done(people["ryan"], "drugs_alcohol", "Relapse prevention", SEPTEMBER, end, "completed")
    found = table(read(client, person("femi")), "done")
    assert found == {
        # People, need before, no need after, need after, not assessed after.
        f"{HOME}: Tenancy course, Stepping Stones: completed": ["1", "1", "1", "0", "0"],
        f"{HOME}: Tenancy course, Stepping Stones: left early": ["1", "0", "0", "0", "0"],
        f"{HOME}: Tenancy course, Stepping Stones: going on": ["1", "0", "0", "0", "0"],
        f"{MONEY}: Budgeting, Stepping Stones: completed": ["1", "1", "0", "1", "0"],
    }
    assert NO_PROOF in as_(client, person("femi")).get(PAGE).content.decode()
    assert [NO_PROOF] in taken_out(client, person("femi"))


def test_what_ended_after_the_period_goes_on_in_it(people, client, person):
    done(people["ryan"], "accommodation", "Tenancy course", SEPTEMBER, date(2019, 2, 1), "completed")
    found = table(read(client, person("femi"), period="2018-12-31"), "done")
    assert list(found) == [f"{HOME}: Tenancy course, Stepping Stones: going on"]


def test_the_chart_the_table_and_the_file_say_the_same(people, client, person):
    femi = person("femi")
    report = read(client, femi)
    lines = taken_out(client, femi)
    for one in report.tables.values():
        for row in one.rows:
            assert [row.heading, *(cell.text for cell in row.cells)] in lines
    page = as_(client, femi).get(PAGE).content.decode()
    needs = table(report, "needs")
    for row in report.chart.rows:
        need, none, number, *_ = needs[row.name]
        assert row.text == f"{need} · {none} (N {number})"
        assert f"{row.name}: need {need}, no need {none}, of {number} assessed" in report.chart.description
        assert f">{row.text}</text>" in page
    assert report.chart.description in page
    # To one scale: Ryan, Jade and Lee are 250 wide, so that one of them is 83.3.
    assert (report.chart.rows[0].need, report.chart.rows[0].none) == (83.3, 166.7)


def test_a_record_shown_by_name_is_in_no_figure(people, client, person):
    """Everybody of an agency counts the same."""
    aisha = person("aisha")
    unknown = member("Another", "probation")
    grant(unknown, aisha, person("femi"))
    assert {read(client, person(who)).members for who in ("aisha", "dev", "hari", "joan")} == {"4"}


@pytest.mark.parametrize("who", ["aisha", "hari", "joan", "carla"])
def test_without_an_agreement_in_force_there_is_no_figure(who, people, client, person):
    in_force(expires_on=TODAY)
    for address in (PAGE, OUT):
        answer = as_(client, person(who)).get(address)
        assert answer.status_code == 403
        assert "had been assessed" not in answer.content.decode()


@pytest.mark.parametrize("who", ["femi", "carla", "joan"])
def test_the_reports_lead_to_it(who, people, client, person):
    assert PAGE in as_(client, person(who)).get(reverse("reporting:report")).content.decode()


def test_an_older_set_is_compared_by_theme_alone(people, client, person):
    """Preston's eight from 1 January: what Bedfordshire's said of lifestyle is compared with nothing."""
    PathwaySet.objects.filter(code="bedfordshire").update(closes_on=date(2019, 1, 1))
    PathwaySet.objects.filter(code="preston").update(opens_on=date(2019, 1, 1))
    assessed(people["amy"], "pr_accommodation", "1", on=MARCH)
    report = read(client, person("femi"))
    assert table(report, "moves")[HOME] == ["1", "1", "0", "1", "1", "4"]
    assert report.older == [("Lifestyle and associates (Bedfordshire’s eight)", "2")]
    assert table(report, "shares")["Not assessed on every pathway, so that nobody can say"] == ["4"]
    InvolvementFactory(offender=people["amy"], agency=person("carla").agency)
    assert read(client, person("carla")).members == "fewer than 5"
    PathwaySet.objects.filter(code="preston").update(opens_on=None)
    page = as_(client, person("femi")).get(PAGE).content.decode()
    assert "No set of pathways was in force on 31 March 2019" in page


class TestOutsidePoliceAndProbation:
    @pytest.fixture
    def dozen(self, scheme, person):
        """Housing knows twelve: nine with a need of a home, three without; six began, five wait, two for a loan."""
        carla = person("carla")
        people = [member(f"Person{n}", carla.agency.code) for n in range(12)]
        for n, who in enumerate(people):
            assessed(who, "accommodation", "F" if n < 9 else "A", on=MARCH)
        for n, who in enumerate(people[:6]):
            began(who, "accommodation", date(2019, 1, 1), 10 + n)
        for who in people[6:11]:
            asked(who, "accommodation", date(2019, 2, 1))
        for who in people[:2]:
            asked(who, "accommodation", date(2019, 3, 1), service="Jay’s loan")
        return people

    def test_small_figures_are_not_told(self, dozen, client, person):
        report = read(client, person("carla"))
        found = table(report, "needs")[HOME]
        assert found[1] == "fewer than 5"
        assert "9" not in found or "12" not in found
        counts = [cell.value for one in report.tables.values() for row in one.rows for cell in row.cells]
        assert not [count for count in counts if count is not None and count < 5]
        lines = taken_out(client, person("carla"))
        assert [HOME, *found] in lines

    def test_nobody_chooses_an_area_a_cohort_or_a_day(self, dozen, client, person):
        answer = as_(client, person("carla")).get(PAGE, {"area": "Bedford", "cohort": "BD", "period": "today"})
        assert set(answer.context["form"].fields) == {"period"}
        report = answer.context["report"]
        assert (report.choice.area, report.choice.cohort, report.choice.period.key) == (None, None, "2019-03-31")
        assert len(answer.context["form"].periods) == 8

    def test_a_service_of_few_people_has_no_name_and_no_wait_is_one_persons(self, dozen, client, person):
        found = table(read(client, person("carla")), "waits")
        assert set(found) == {f"{HOME}: Money advice", f"{HOME}: Other services"}
        # Six began after 10 to 15 days.
        assert found[f"{HOME}: Money advice"][3:5] == ["12.5", "not shown"]
        assert found[f"{HOME}: Other services"][0] == "fewer than 5"
        assert "Jay" not in as_(client, person("carla")).get(PAGE).content.decode()

    def test_an_analyst_reads_no_free_text_of_few_people(self, dozen, client, person):
        for who in dozen:
            InvolvementFactory(offender=who, agency=Agency.objects.get(code="police"))
        assert f"{HOME}: Jay’s loan" in table(read(client, person("femi")), "waits")
        assert set(table(read(client, person("hari")), "waits")) == {f"{HOME}: Money advice", f"{HOME}: Other services"}


def test_reading_and_taking_out_are_logged(people, client, person):
    read(client, person("femi"), area="Luton")
    entry = Entry.objects.get(what="reporting.pathways")
    assert (entry.verb, entry.detail) == ("computed", {"period": "today", "area": "Luton"})
    assert as_(client, person("femi")).post(OUT, {"reason": ""}).status_code == 422
    assert not Entry.objects.filter(what="reporting.pathways.take_out").exists()
    taken_out(client, person("femi"))
    assert Entry.objects.get(what="reporting.pathways.take_out").verb == "disclosed"


def test_the_statements_do_not_grow_with_people(people, client, person):
    femi = person("femi")

    def count():
        read(client, femi)
        with CaptureQueriesContext(connection) as found:
            read(client, femi)
        return len(found)

    asked(people["ryan"], "finance", MARCH)
    done(people["ryan"], "finance", "Budgeting", SEPTEMBER)
    few = count()
    for n in range(12):
        who = member(f"More{n}")
        for code in EIGHT:
            assessed(who, code, "A", on=SEPTEMBER)
        asked(who, "finance", MARCH, service=f"Service {n}")
        done(who, "finance", f"Course {n}", SEPTEMBER)
    assert count() == few
