"""What happened to a person, written on their pages: by whom, what is refused, once, and who was quicker."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Agency, Area
from audit.models import Entry, OutboxMessage
from enforcement.models import DrugTest, Warrant
from offenders.models import Arrest, Offence
from tests.conftest import TODAY
from tests.factories import (
    ArrestFactory,
    DrugTestFactory,
    InvolvementFactory,
    OffenceFactory,
    OffenderFactory,
    WarrantFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def jarvis(scheme):
    """The police's case, which the drug service and probation support; housing is a stranger to it."""
    who = OffenderFactory(family_name="Jarvis", date_of_birth=date(1990, 5, 3))
    for agency, reason in (("police", "leads"), ("drug_service", "supports"), ("probation", "supervises")):
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=agency), reason=reason)
    return who


def at(name, who, *more):
    return reverse(f"events:{name}", args=[who.public_id, *more])


def section(client, who, name):
    return client.get(reverse("casefile:section", args=[who.public_id, name])).content.decode()


def arrest_of(**changes):
    luton = Area.objects.get(code="Luton").pk
    said = {"arrested_on": "30 3 2019", "offence_code": "28/3", "area": luton, "disposal": "bailed"}
    return {**said, "request_key": uuid4(), **changes}


def correcting(row, **values):
    return {"version": row.version, "because": "Typed in a hurry.", **values}


def test_an_arrest_in_the_night_is_there_at_once_and_told_to_the_rooms_above(jarvis, signed_in):
    aisha = signed_in("aisha")
    response = aisha.post(at("add_arrest", jarvis), arrest_of(arrested_on="31 3 2019"))
    assert response.status_code == 302
    arrest = jarvis.arrests.get()
    assert (arrest.arrested_on, arrest.created_by.full_name) == (TODAY, "Aisha Shaw")
    assert [(o.offence_code_id, o.disposal, o.area.code) for o in arrest.offences.all()] == [
        ("028/03", "bailed", "Luton")
    ]
    assert OutboxMessage.objects.filter(kind="facts_changed", payload__offender_ids=[jarvis.pk]).exists()
    assert (
        Entry.objects.filter(what="events.record_arrest", offender_id=jarvis.pk, categories=["offending"]).count() == 1
    )
    assert "Bailed" in section(aisha, jarvis, "offending")


def test_the_same_form_twice_is_one_arrest_with_one_offence(jarvis, signed_in):
    aisha, form = signed_in("aisha"), arrest_of()
    assert [aisha.post(at("add_arrest", jarvis), form).status_code for _ in range(2)] == [302, 302]
    assert (Arrest.objects.count(), Offence.objects.count()) == (1, 1)


def test_words_lead_to_a_choice_of_codes_and_the_choice_is_kept(jarvis, signed_in):
    aisha, form = signed_in("aisha"), arrest_of(offence_code="burglary dwelling")
    page = aisha.post(at("add_arrest", jarvis), form)
    assert page.status_code == 422
    offered = dict(page.context["form"].fields["which"].choices)
    assert "028/03" in offered and all("urglary" in words for words in offered.values())
    assert aisha.post(at("add_arrest", jarvis), {**form, "which": "028/03"}).status_code == 302
    assert Offence.objects.get().offence_code_id == "028/03"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"arrested_on": "1 4 2019"}, "arrested_on", "That day is still to come"),
        ({"arrested_on": "2 5 2000"}, "arrested_on", "under 10 on that day: they turned 10 on 3 May 2000"),
        ({"offence_code": "zzzz"}, "offence_code", "No offence code has all of these words"),
        ({"offence_code": ""}, "offence_code", "Enter the number"),
        ({"disposal": ""}, "disposal", "Choose what has become of it"),
        ({"area": ""}, "area", "Choose where the offence was"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(changes, field, said, jarvis, signed_in):
    page = signed_in("aisha").post(at("add_arrest", jarvis), arrest_of(**changes))
    assert page.status_code == 422
    assert said in " ".join(page.context["form"].errors[field])
    assert not Arrest.objects.exists()


def test_an_arrest_on_the_tenth_birthday_is_taken(jarvis, signed_in):
    assert signed_in("aisha").post(at("add_arrest", jarvis), arrest_of(arrested_on="3 5 2000")).status_code == 302


def test_a_box_goes_on_to_another_offence_of_the_same_arrest(jarvis, signed_in):
    aisha = signed_in("aisha")
    response = aisha.post(at("add_arrest", jarvis), arrest_of(another="yes"))
    arrest = jarvis.arrests.get()
    assert response["Location"] == at("add_offence", jarvis, arrest.pk)
    form = {name: value for name, value in arrest_of(offence_code="046/00").items() if name != "arrested_on"}
    assert aisha.post(response["Location"], form).status_code == 302
    assert sorted(arrest.offences.values_list("offence_code", flat=True)) == ["028/03", "046/00"]


def test_a_disposal_follows_only_on_what_stood_and_the_old_one_is_kept(jarvis, signed_in):
    offence = OffenceFactory(arrest=ArrestFactory(offender=jarvis), disposal="bailed")
    aisha, page = signed_in("aisha"), at("change_disposal", jarvis, offence.pk)
    offered = [value for value, _ in aisha.get(page).context["form"].fields["disposal"].choices]
    assert "charged" in offered and "not_guilty" not in offered and "bailed" not in offered
    assert aisha.post(page, correcting(offence, disposal="charged")).status_code == 302
    offence.refresh_from_db()
    assert (offence.disposal, offence.changed_because, offence.version) == ("charged", "Typed in a hurry.", 2)
    assert offence.events.get().disposal == "bailed"
    refused = aisha.post(page, correcting(offence, disposal="community_resolution"))
    assert refused.status_code == 422
    assert "does not become community resolution" in str(refused.context["form"].errors)


def test_who_was_quicker_is_shown_and_one_chooses(jarvis, signed_in):
    offence = OffenceFactory(arrest=ArrestFactory(offender=jarvis), disposal="bailed")
    aisha, page = signed_in("aisha"), at("correct_offence", jarvis, offence.pk)
    mine = correcting(offence, offence_code="046/00", area=offence.area_id, disposal="charged")
    Offence.objects.filter(pk=offence.pk).update(disposal="cautioned")
    conflict = aisha.post(page, mine)
    assert conflict.status_code == 409
    assert {row.name for row in conflict.context["rows"]} == {"disposal", "offence_code"}
    kept = {**mine, "version": 2, "take_disposal": "theirs", "take_offence_code": "mine"}
    assert aisha.post(page, kept).status_code == 302
    offence.refresh_from_db()
    assert (offence.disposal, offence.offence_code_id) == ("cautioned", "046/00")


def test_the_only_offence_is_not_removed_and_an_arrest_goes_with_all_of_them(jarvis, signed_in):
    arrest = ArrestFactory(offender=jarvis)
    first, second = OffenceFactory(arrest=arrest), OffenceFactory(arrest=arrest)
    aisha = signed_in("aisha")
    assert aisha.post(at("remove_offence", jarvis, first.pk), correcting(first)).status_code == 302
    assert aisha.post(at("remove_offence", jarvis, second.pk), correcting(second)).status_code == 422
    assert aisha.post(at("remove_arrest", jarvis, arrest.pk), correcting(arrest)).status_code == 302
    assert not Offence.objects.exists()
    assert arrest.events.model.objects.filter(pgh_label__startswith="delete").count() == 1


@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("carla", 404), ("dev", 403), ("ines", 403), ("femi", 200)])
@pytest.mark.parametrize("page", ["add_arrest", "add_warrant"])
def test_who_does_not_add_to_offending_writes_none_of_it(page, who, status, jarvis, signed_in):
    assert signed_in(who).get(at(page, jarvis)).status_code == status


def test_a_row_of_somebody_else_is_not_under_this_address(jarvis, signed_in):
    other = OffenceFactory(arrest=ArrestFactory(offender=OffenderFactory()))
    marker, test = WarrantFactory(offender=other.arrest.offender), DrugTestFactory(offender=other.arrest.offender)
    aisha = signed_in("aisha")
    for name, row in (
        ("correct_arrest", other.arrest), ("remove_arrest", other.arrest), ("correct_offence", other),
        ("change_disposal", other), ("remove_offence", other), ("correct_warrant", marker), ("correct_test", test),
    ):  # fmt: skip
        assert aisha.get(at(name, jarvis, row.pk)).status_code == 404, name


def test_wanted_and_no_longer_with_how_and_by_whom(jarvis, signed_in):
    aisha = signed_in("aisha")
    form = {"kind": "warrant", "issued_on": "20 3 2019", "request_key": uuid4()}
    assert aisha.post(at("add_warrant", jarvis), form).status_code == 302
    marker, drugs = Warrant.objects.get(), Agency.objects.get(code="drug_service")
    page = at("resolve_warrant", jarvis, marker.pk)
    assert [v for v, _ in aisha.get(page).context["form"].fields["resolved_how"].choices] == [
        "arrested", "surrendered", "cancelled",
    ]  # fmt: skip
    said = correcting(marker, resolved_on="30 3 2019", resolved_how="surrendered", resolved_by=drugs.pk)
    assert aisha.post(page, {**said, "resolved_on": "19 3 2019"}).status_code == 422
    assert aisha.post(page, {**said, "resolved_on": "1 4 2019"}).status_code == 422
    assert aisha.post(page, said).status_code == 302
    marker.refresh_from_db()
    assert (marker.resolved_on, marker.resolved_how, marker.resolved_by) == (date(2019, 3, 30), "surrendered", drugs)
    shown = section(aisha, jarvis, "timeline")
    assert "No longer wanted" in shown and "gave themselves up" in shown


def test_a_resolution_is_taken_back_with_a_reason(jarvis, signed_in):
    marker = WarrantFactory(offender=jarvis, resolved_on=TODAY, resolved_how="arrested")
    said = correcting(marker, kind="warrant", issued_on="10 3 2019", stands="on")
    assert signed_in("aisha").post(at("correct_warrant", jarvis, marker.pk), said).status_code == 302
    assert list(Warrant.objects.in_force(TODAY)) == [marker]


def result_of(**changes):
    said = {"tested_on": "29 3 2019", "regime": "drr", "opiates": "positive", "cocaine": "negative"}
    return {**said, "request_key": uuid4(), **changes}


def test_a_test_is_filed_where_its_regime_is(jarvis, signed_in):
    ben = signed_in("ben")
    for regime in ("drr", "voluntary"):
        assert ben.post(at("add_test", jarvis), result_of(regime=regime)).status_code == 302
    assert set(DrugTest.objects.values_list("regime", flat=True)) == {"drr", "voluntary"}
    aisha = signed_in("aisha")
    assert "Voluntary" not in section(aisha, jarvis, "tests")
    assert "Drug service" in section(aisha, jarvis, "timeline")
    assert aisha.post(at("add_test", jarvis), result_of(regime="voluntary")).status_code == 422


def test_a_voluntary_test_is_not_there_for_who_reads_no_treatment(jarvis, signed_in):
    test = DrugTestFactory(offender=jarvis, regime="voluntary")
    assert signed_in("aisha").get(at("correct_test", jarvis, test.pk)).status_code == 404
    assert signed_in("ben").get(at("correct_test", jarvis, test.pk)).status_code == 200


def test_who_adds_corrects_what_their_agency_wrote_and_nothing_else(jarvis, signed_in):
    ben = signed_in("ben")
    ben.post(at("add_test", jarvis), result_of())
    own, other = DrugTest.objects.get(), DrugTestFactory(offender=jarvis)
    assert ben.get(at("correct_test", jarvis, own.pk)).status_code == 200
    assert ben.get(at("correct_test", jarvis, other.pk)).status_code == 403
    whole = correcting(own, **result_of(opiates="refused"))
    assert "is of the whole test" in str(ben.post(at("correct_test", jarvis, own.pk), whole).context["form"].errors)
    assert ben.post(at("correct_test", jarvis, own.pk), {**whole, "cocaine": "refused"}).status_code == 302
    own.refresh_from_db()
    assert (own.opiates, own.cocaine, own.version) == ("refused", "refused", 2)
    assert ben.post(at("remove_test", jarvis, own.pk), correcting(own)).status_code == 302
    assert list(DrugTest.objects.all()) == [other]


def test_the_pages_cost_the_same_however_much_is_written(jarvis, signed_in, django_assert_max_num_queries):
    aisha = signed_in("aisha")
    for n in range(12):
        arrest = ArrestFactory(offender=jarvis, arrested_on=TODAY - timedelta(n))
        OffenceFactory(arrest=arrest), OffenceFactory(arrest=arrest)
        WarrantFactory(offender=jarvis, resolved_on=TODAY, resolved_how="arrested")
        DrugTestFactory(offender=jarvis)
    section(aisha, jarvis, "offending")
    with django_assert_max_num_queries(40):
        section(aisha, jarvis, "offending")
    with django_assert_max_num_queries(35):
        section(aisha, jarvis, "tests")
