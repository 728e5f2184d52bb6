"""The report without an agreement, and the people behind a figure one by one."""

from datetime import date

import pytest
from django.urls import reverse

from tests.agencies.agreed import in_force
from tests.conftest import TODAY
from tests.exceptional import restrict
from tests.factories import InvolvementFactory, MembershipFactory, OffenderFactory, arrested

pytestmark = pytest.mark.django_db
REPORT = reverse("reporting:report")
PEOPLE = reverse("reporting:people")


@pytest.fixture
def jarvis(scheme):
    jarvis = OffenderFactory(family_name="Jarvis", ref="J1")
    MembershipFactory(offender=jarvis, selected_on=date(2017, 6, 1))
    arrested(jarvis, date(2017, 5, 1))
    InvolvementFactory(offender=jarvis, agency__code="police")
    return jarvis


def test_a_restricted_person_is_behind_no_figure_but_for_those_named(jarvis, person, signed_in):
    restrict(jarvis, person("femi"), person("esther"))
    query = {"of": "cohort", "row": "total"}
    assert [who.pk for who, _ in signed_in("esther").get(PEOPLE, query).context["shown"]] == [jarvis.pk]
    page = signed_in("aisha").get(PEOPLE, query)
    assert (page.context["shown"], page.context["not_seen"]) == ([], 1)


@pytest.mark.parametrize("who", ["aisha", "hari", "joan"])
def test_without_an_agreement_in_force_there_is_no_figure(who, jarvis, signed_in):
    in_force(expires_on=TODAY)
    page = signed_in(who).get(REPORT)
    assert page.status_code == 200
    assert "The agreement ended on 31 March 2019" in page.content.decode()
    assert "report" not in page.context
    assert signed_in(who).get(reverse("reporting:download", args=["xlsx"])).status_code == 404
