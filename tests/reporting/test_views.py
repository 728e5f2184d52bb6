"""The report's page, its files and the people behind its figures: who may see what, and what is logged."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import AgencyKind, Grouping, GroupingArea
from audit.models import Entry
from offenders.models import Involvement
from tests.factories import AreaFactory, InvolvementFactory, MembershipFactory, OffenderFactory, arrested

pytestmark = pytest.mark.django_db
REPORT = reverse("reporting:report")
PEOPLE = reverse("reporting:people")
WHY = "For the board, in April."


def taken_out(client, form, reason=WHY):
    return client.post(reverse("reporting:download", args=[form]), {"reason": reason})


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis", ref="J1")
    MembershipFactory(offender=jarvis, selected_on=date(2017, 6, 1))
    arrested(jarvis, date(2017, 5, 1))
    InvolvementFactory(offender=jarvis, agency__code="police")
    return jarvis


@pytest.fixture
def left(scheme):
    """Somebody whose year after deselection ended in 2018-19."""
    left = OffenderFactory(family_name="Keane", ref="KEANE1")
    MembershipFactory(
        offender=left, selected_on=date(2017, 1, 1), deselected_on=date(2018, 1, 1), deselection_code_id="1"
    )
    InvolvementFactory(offender=left, agency__code="police")
    return left


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("aisha", 200),
        ("ben", 200),
        ("carla", 200),
        ("hari", 200),
        ("joan", 200),
        ("grace", 403),  # an auditor reads logs only
        ("karl", 403),
    ],
)
@pytest.mark.parametrize("address", [REPORT, reverse("reporting:download", args=["xlsx"])])
def test_who_may_read_the_report(who, status, address, jarvis, signed_in):
    assert signed_in(who).get(address).status_code == status


@pytest.mark.parametrize("address", [REPORT, PEOPLE, reverse("reporting:download", args=["html"])])
def test_nobody_reads_it_without_signing_in(address, client, scheme):
    assert client.get(address).status_code == 302


def test_it_reads_as_a_document(jarvis, signed_in):
    page = signed_in("aisha").get(REPORT).content.decode()
    assert "1 fewer offence: 1 before, 0 in 2018‑19, down 100%." in page
    assert page.count("<svg") == 3
    assert "OFFICIAL-SENSITIVE" in page
    assert "regression to the mean" in page


def test_the_year_is_chosen_in_the_address(jarvis, signed_in):
    page = signed_in("aisha").get(REPORT, {"year": "2017"}).content.decode()
    assert "Performance report 2017-18" in page
    assert '<option value="2016">' not in page  # the register covers 2017-18 and 2018-19


@pytest.mark.parametrize("chosen", [{"year": "1066"}, {"areas": "999"}, {"year": "x" * 5000}, {"year": "2018\0"}])
def test_a_choice_that_there_is_not_is_said_so_beside_the_latest_year(chosen, jarvis, signed_in):
    Grouping.objects.create(name="North and South")
    page = signed_in("aisha").get(REPORT, chosen).content.decode()
    assert "There is a problem" in page
    assert "Performance report 2018-19" in page


def test_a_grouping_is_offered_and_kept_in_the_files_addresses(jarvis, signed_in):
    grouping = Grouping.objects.create(name="North and South")
    GroupingArea.objects.create(grouping=grouping, group="South", area=AreaFactory(code="Luton"))
    page = signed_in("aisha").get(REPORT, {"areas": grouping.pk}).content.decode()
    assert '<th scope="row">South</th>' in page
    assert f"areas={grouping.pk}" in page


def test_other_agencies_see_fewer_than_five_and_no_grouping(jarvis, signed_in):
    Grouping.objects.create(name="North and South")
    page = signed_in("carla").get(REPORT).content.decode()
    assert "fewer than 5" in page
    assert "North and South" not in page
    assert "Counted offences: fewer than 5 before, fewer than 5 in 2018‑19." in page


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_file_shows_no_more_than_the_page(form, jarvis, signed_in):
    answer = taken_out(signed_in("carla"), form)
    assert answer["Content-Disposition"] == f'attachment; filename="iom-performance-2018-19.{form}"'
    if form == "html":
        assert "fewer than 5" in answer.content.decode()
        assert "1 fewer offence" not in answer.content.decode()


def test_an_analyst_sees_the_figures_of_their_agencys_kind_and_nobodys_name(left, jarvis, signed_in):
    client = signed_in("hari")
    page = client.get(REPORT).content.decode()
    assert "1 fewer offence" in page
    assert "KEANE1" not in page
    assert PEOPLE not in page
    assert client.get(PEOPLE, {"of": "cohort", "row": "total"}).status_code == 404


def test_after_deselection_names_only_whom_the_reader_may_see(left, jarvis, signed_in):
    page = signed_in("aisha").get(REPORT).content.decode()
    assert "KEANE1" in page
    assert Entry.objects.filter(verb="viewed", offender_id=left.pk, what="reporting.report").count() == 1
    Involvement.objects.all().delete()
    page = signed_in("aisha").get(REPORT).content.decode()
    assert "KEANE1" not in page
    assert "The year after deselection of 1 person ended in this period." in page
    assert Entry.objects.filter(verb="viewed").count() == 1


def test_a_file_that_names_somebody_is_logged_before_it_is_given_out(left, signed_in):
    taken_out(signed_in("aisha"), "html")
    assert (
        list(Entry.objects.filter(verb="disclosed").values_list("what", "reason")) == [("reporting.download", WHY)] * 2
    )
    assert Entry.objects.get(verb="disclosed", offender_id=left.pk).channel == "reporting.download"


@pytest.mark.parametrize("reason", ["", "because", "   "])
def test_without_a_reason_no_file_is_given_out(reason, left, signed_in):
    client = signed_in("aisha")
    address = reverse("reporting:download", args=["html"])
    for answer, status in ((client.get(address), 200), (client.post(address, {"reason": reason}), 422)):
        assert answer.status_code == status
        assert "what it is for, and who receives it" in answer.content.decode().lower()
        assert "KEANE1" not in answer.content.decode()
    assert not Entry.objects.filter(verb="disclosed").exists()


def test_the_year_is_kept_while_the_reason_is_asked_for(jarvis, signed_in):
    address = reverse("reporting:download", args=["html"]) + "?year=2017"
    answer = signed_in("aisha").post(address, {"reason": WHY})
    assert answer["Content-Disposition"] == 'attachment; filename="iom-performance-2017-18.html"'


def test_a_form_of_file_that_there_is_not(jarvis, signed_in):
    assert signed_in("aisha").get(reverse("reporting:download", args=["docx"])).status_code == 404


# the people behind a figure


def test_the_people_behind_a_figure_are_those_whom_the_reader_may_see(jarvis, signed_in):
    stranger = OffenderFactory(family_name="Unseen")
    MembershipFactory(offender=stranger, selected_on=date(2017, 6, 1))
    page = signed_in("aisha").get(PEOPLE, {"of": "cohort", "row": "total"}).content.decode()
    assert "JARVIS" in page
    assert "UNSEEN" not in page
    assert "1 more is in the figure and not known to your agency." in page
    assert list(Entry.objects.filter(verb="viewed").values_list("offender_id", flat=True)) == [jarvis.pk]


@pytest.mark.parametrize(
    ("of", "row", "named"),
    [
        ("cohort", "Luton", True),
        ("cohort", "Bedford", False),
        ("reoffenders_before", "total", True),
        ("reoffenders_after", "total", False),
        ("reduced", "total", True),
        ("increased", "total", False),
        ("burglary_cohort", "total", True),
        ("over_half_in_custody", "total", False),
    ],
)
def test_each_figure_has_its_people(of, row, named, jarvis, signed_in):
    page = signed_in("aisha").get(PEOPLE, {"of": of, "row": row}).content.decode()
    assert ("JARVIS" in page) is named


@pytest.mark.parametrize(
    "asked", [{}, {"of": "cohort"}, {"of": "names", "row": "total"}, {"of": "cohort", "row": "Leeds"}]
)
def test_a_figure_that_there_is_not(asked, jarvis, signed_in):
    assert signed_in("aisha").get(PEOPLE, asked).status_code == 404


@pytest.mark.parametrize("kind", [kind for kind in AgencyKind if kind not in {"police", "probation"}])
def test_no_other_agency_sees_the_people_behind_a_figure(kind, jarvis, person, client):
    ben = person("ben")
    ben.agency.kind = kind
    ben.agency.save()
    InvolvementFactory(offender=jarvis, agency=ben.agency, reason="supports")
    client.force_login(ben, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(PEOPLE, {"of": "cohort", "row": "total"}).status_code == 404
    assert PEOPLE not in client.get(REPORT).content.decode()


def test_a_page_takes_as_many_queries_for_many_people_as_for_one(jarvis, signed_in, django_assert_max_num_queries):
    client = signed_in("aisha")
    client.get(REPORT)
    for _ in range(8):
        person = OffenderFactory()
        MembershipFactory(offender=person, selected_on=date(2017, 6, 1))
        InvolvementFactory(offender=person, agency__code="police")
    with django_assert_max_num_queries(42):
        client.get(REPORT)
    with django_assert_max_num_queries(30):
        client.get(PEOPLE, {"of": "cohort", "row": "total"})
