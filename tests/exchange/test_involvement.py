"""Who is involved with whom, worked out from the register."""

from datetime import date

import pytest

from agencies.code_lists import command_line
from agencies.models import Agency
from audit.models import Entry
from exchange import involvement
from offenders.models import CaseLead, Involvement
from tests.conftest import TODAY
from tests.factories import (
    AgencyFactory,
    CustodySpellFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scheme")]


def refresh(on: date = TODAY) -> involvement.Refreshed:
    return involvement.refresh(on, by=command_line())


def involved(offender, on: date = TODAY) -> set[tuple[str, str]]:
    held = Involvement.objects.in_force(on).filter(offender=offender)
    return {(code, reason) for code, reason in held.values_list("agency__code", "reason")}


def lead(offender) -> str:
    return CaseLead.objects.get(offender=offender, until_on=None).agency.code


def test_somebody_outside_every_cohort_is_known_to_the_police_alone():
    jarvis = OffenderFactory()
    refresh()
    assert involved(jarvis) == {("police", "home_police"), ("police", "leads")}


def test_a_member_is_known_to_police_probation_and_who_referred_them():
    member = MembershipFactory(referred_by="local_authority").offender
    refresh()
    assert involved(member) == {
        ("police", "home_police"),
        ("police", "leads"),
        ("police", "cohort"),
        ("probation", "cohort"),
        ("housing", "referred"),
    }


@pytest.mark.parametrize(
    ("referred_by", "agency"),
    [
        ("police", "police"),
        ("probation_service", "probation"),
        ("probation_crc", "probation"),
        ("probation_nps", "probation"),
        ("youth_offending", "yot"),
        ("prison", "prison"),
        ("health", "health"),
        ("voluntary", "employment"),
        ("marac", None),
        ("court", None),
        ("other", None),
    ],
)
def test_who_referred(referred_by, agency):
    member = MembershipFactory(referred_by=referred_by).offender
    refresh()
    assert {code for code, reason in involved(member) if reason == "referred"} == ({agency} if agency else set())


def test_where_two_agencies_could_have_referred_neither_is_taken():
    AgencyFactory(code="mentoring", kind="voluntary")
    member = MembershipFactory(referred_by="voluntary").offender
    refresh()
    assert not {pair for pair in involved(member) if pair[1] == "referred"}


@pytest.mark.parametrize(
    ("selected", "deselected", "member"),
    [
        (date(2019, 3, 31), None, True),
        (date(2019, 4, 1), None, False),
        (date(2018, 1, 1), date(2019, 3, 31), False),  # no member on the day of deselection
        (date(2018, 1, 1), date(2019, 4, 1), True),
    ],
)
def test_the_days_of_a_membership(selected, deselected, member):
    code = "1" if deselected else None
    who = MembershipFactory(selected_on=selected, deselected_on=deselected, deselection_code_id=code).offender
    refresh()
    assert (("probation", "cohort") in involved(who)) is member


@pytest.mark.parametrize(
    ("provider", "agency", "leads"),
    [
        ("crc", "probation", "probation"),
        ("nps", "probation", "probation"),
        ("probation_service", "probation", "probation"),
        ("yot", "yot", "police"),  # an adult whose youth order still runs
    ],
)
def test_who_supervises(provider, agency, leads):
    who = SupervisionFactory(provider=provider).offender
    refresh()
    assert (agency, "supervises") in involved(who)
    assert lead(who) == leads


@pytest.mark.parametrize(
    ("started", "ended", "holds"),
    [
        (date(2019, 3, 31), None, True),
        (date(2019, 4, 1), None, False),
        (date(2018, 1, 1), date(2019, 3, 31), False),
        (date(2018, 1, 1), date(2019, 4, 1), True),
    ],
)
def test_the_days_of_a_supervision_and_of_custody(started, ended, holds):
    who = SupervisionFactory(started_on=started, ended_on=ended).offender
    CustodySpellFactory(offender=who, establishment="Prison", admitted_on=started, released_on=ended)
    refresh()
    assert (("probation", "supervises") in involved(who)) is holds
    assert (("prison", "holds") in involved(who)) is holds


def test_a_prison_that_is_no_agency_here_holds_for_nobody():
    who = CustodySpellFactory(establishment="HMP Elsewhere").offender
    refresh()
    assert not {pair for pair in involved(who) if pair[0] == "prison"}


@pytest.mark.parametrize(
    ("born", "young"),
    [
        (date(2001, 3, 31), False),  # eighteen today
        (date(2001, 4, 1), True),  # eighteen tomorrow
        (date(2001, 3, 30), False),
    ],
)
def test_youth_justice_until_the_eighteenth_birthday(born, young):
    who = OffenderFactory(date_of_birth=born)
    refresh()
    assert (("yot", "under_18") in involved(who)) is young
    assert lead(who) == ("yot" if young else "police")


@pytest.mark.parametrize(("day", "young"), [(date(2018, 2, 27), True), (date(2018, 2, 28), False)])
def test_somebody_born_on_29_february_is_eighteen_on_the_28th(day, young):
    who = OffenderFactory(date_of_birth=date(2000, 2, 29))
    refresh(day)
    assert (("yot", "under_18") in involved(who, day)) is young


def test_youth_justice_leads_before_probation():
    who = OffenderFactory(date_of_birth=date(2003, 1, 1))
    SupervisionFactory(offender=who, provider="nps")
    refresh()
    assert lead(who) == "yot"


def test_what_no_longer_holds_ends_on_the_day_and_what_people_made_stays():
    spell = CustodySpellFactory(establishment="Prison")
    InvolvementFactory(offender=spell.offender, agency__code="health", reason="supports")
    refresh(date(2019, 3, 30))
    spell.released_on = TODAY
    spell.save()
    assert refresh().closed == 1
    ended = Involvement.objects.get(offender=spell.offender, reason="holds")
    assert (ended.from_on, ended.until_on) == (date(2019, 3, 30), TODAY)
    assert ("health", "supports") in involved(spell.offender)


def test_held_again_on_the_day_of_release_opens_again():
    spell = CustodySpellFactory(establishment="Prison", released_on=date(2019, 3, 20))
    refresh(date(2019, 3, 10))
    refresh(date(2019, 3, 25))
    CustodySpellFactory(offender=spell.offender, establishment="Prison", admitted_on=date(2019, 3, 28))
    refresh()
    held = Involvement.objects.filter(reason="holds").order_by("from_on").values_list("from_on", "until_on")
    assert list(held) == [(date(2019, 3, 10), date(2019, 3, 25)), (TODAY, None)]


def test_twice_changes_nothing_and_is_not_logged_again():
    MembershipFactory()
    first = refresh()
    assert (first.opened, first.leads) == (5, 1)  # police: home, leads, cohort, referred; probation: cohort
    before = list(Involvement.objects.order_by("id").values())
    assert refresh() == involvement.Refreshed(opened=0, closed=0, leads=0)
    assert list(Involvement.objects.order_by("id").values()) == before
    assert Entry.objects.filter(what="exchange.refresh_involvement").count() == 1


def test_an_earlier_day_after_a_later_one_begins_earlier():
    who = MembershipFactory().offender
    refresh()
    refresh(date(2019, 2, 28))
    assert ("probation", "cohort") in involved(who, date(2019, 2, 28))
    assert Involvement.objects.filter(offender=who, reason="cohort", agency__code="probation").count() == 1


def test_a_lead_that_stands_is_not_replaced():
    who = SupervisionFactory(ended_on=date(2019, 3, 20)).offender
    refresh(date(2019, 3, 1))
    refresh()
    assert lead(who) == "probation"
    assert ("probation", "leads") in involved(who)


def test_a_lead_that_was_handed_over_takes_the_involvement_along():
    who = OffenderFactory()
    refresh(date(2019, 3, 1))
    CaseLead.objects.update(until_on=TODAY)
    CaseLead.objects.create(offender=who, agency=Agency.objects.get(code="health"), from_on=TODAY)
    refresh()
    assert {code for code, reason in involved(who) if reason == "leads"} == {"health"}


def test_nobody_is_involved_with_somebody_withdrawn():
    who = MembershipFactory().offender
    refresh(date(2019, 3, 1))
    who.withdrawn = True
    who.save()
    refresh()
    assert involved(who) == set()
    assert not CaseLead.objects.filter(until_on=None).exists()
