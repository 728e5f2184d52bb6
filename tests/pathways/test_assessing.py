"""Assessing somebody: a sitting kept and finished, who may say which level, and when a level asks why it changed."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.roles import Role
from audit.models import Entry
from offenders.models import Consent
from offenders.writing import Stale
from pathways.actions import (
    Said,
    assess,
    correct_assessment,
    discard_sitting,
    finish_sitting,
    keep_sitting,
    remove_assessment,
)
from pathways.models import Pathway, PathwayAssessment, PathwayLevel, Sitting, SittingLevel
from pathways.rules import SittingStatus, asks_why, assessing_categories, filed_under
from pathways.rules.assessing import TRANSITIONS, may_go
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory, assessed
from tests.people import make_for

pytestmark = pytest.mark.django_db
A, D, NEED, NO_NEED = ("A", False), ("D", True), ("X", True), ("Y", False)


@pytest.mark.parametrize(
    ("before", "now", "reads_letter", "asked"),
    [
        (None, D, True, False),
        (A, A, True, False),
        (A, D, True, True),
        (("B", False), A, True, True),
        # Who was told "need" alone is asked where the need came or went, and never by the letter.
        (("D", True), ("E", True), False, False),
        (("D", True), ("A", False), False, True),
    ],
)
def test_what_changed_asks_why_as_far_as_it_is_read(before, now, reads_letter, asked):
    assert asks_why(before, now, reads_letter=reads_letter) is asked


@pytest.mark.parametrize("now", SittingStatus)
@pytest.mark.parametrize("then", SittingStatus)
def test_a_sitting_ends_once(now, then):
    assert set(TRANSITIONS) == set(SittingStatus)
    assert may_go(now, then) is (now == "draft" and then in ("finished", "discarded"))


def test_what_somebody_reads_who_may_assess():
    assert assessing_categories("health") == {Category.PATHWAYS, Category.HEALTH}
    assert assessing_categories("attitudes") == {Category.PATHWAYS, Category.OFFENDING}
    assert assessing_categories("finance") == {Category.PATHWAYS}
    assert filed_under("drugs_alcohol") is Category.TREATMENT
    assert filed_under("lifestyle") is Category.PATHWAYS


@pytest.fixture
def ines(scheme, person):
    return person("ines")


@pytest.fixture
def who(ines):
    found = OffenderFactory()
    InvolvementFactory(offender=found, agency=ines.agency, reason="leads")
    return found


def level(code, letter):
    return PathwayLevel.objects.select_related("pathway__set").get(pathway=code, level=letter)


def said(code, letter="", why="", was=None):
    return Said(Pathway.objects.get(code=code), level(code, letter) if letter else None, why, was)


def keep(who, by, *rows, on=TODAY, key=None):
    return keep_sitting(offender=who, said=rows, assessed_on=on, by=by, request_key=key or uuid4())


def finish(who, by, *rows, on=TODAY, key=None):
    return finish_sitting(offender=who, said=rows, assessed_on=on, by=by, request_key=key or uuid4())


def letters(who):
    rows = PathwayAssessment.objects.filter(offender=who).order_by("assessed_on", "level__pathway")
    return [(row.level.pathway_id, row.level.level) for row in rows]


def test_a_sitting_makes_an_assessment_of_each_level_once(who, ines):
    key = uuid4()
    rows = [said("accommodation", "D"), said("finance", "B"), said("ete")]
    assert len(finish(who, ines, *rows, key=key)) == 2
    assert finish(who, ines, *rows, key=key) == []
    assert letters(who) == [("accommodation", "D"), ("finance", "B")]
    row = PathwayAssessment.objects.first()
    assert (row.created_by, row.assessed_on, row.import_number) == (ines, TODAY, None)
    assert Sitting.objects.get().status == "finished"
    assert not SittingLevel.objects.exists()
    assert Entry.objects.filter(what="pathways.assess", categories=["pathways"]).count() == 2


def test_what_is_kept_counts_nowhere_and_a_colleague_goes_on_with_it(who, ines):
    keep(who, ines, said("accommodation", "D"))
    assert letters(who) == []
    colleague = make_for("probation", Role.PRACTITIONER)
    finish(who, colleague, said("accommodation", "D", was=level("accommodation", "D").pk), said("finance", "B"))
    assert letters(who) == [("accommodation", "D"), ("finance", "B")]
    assert Sitting.objects.count() == 1


def test_what_a_colleague_wrote_meanwhile_is_not_written_over_unseen(who, ines):
    keep(who, ines, said("accommodation", "D"))
    colleague = make_for("probation", Role.PRACTITIONER)
    with pytest.raises(ValidationError) as found:
        keep(who, colleague, said("accommodation", "E"))
    assert "Ines Duarte wrote D Own tenancy (at risk) here" in str(found.value)
    keep(who, colleague, said("accommodation", "E", was=level("accommodation", "D").pk))
    assert SittingLevel.objects.get().level.level == "E"


def test_a_sitting_is_discarded_with_a_trace(who, ines):
    draft = keep(who, ines, said("accommodation", "D"))
    stranger = make_for("yot", Role.COORDINATOR)
    InvolvementFactory(offender=who, agency=stranger.agency, reason="supports")
    with pytest.raises(PermissionDenied):
        discard_sitting(sitting=draft, version=draft.version, because="Mine.", by=stranger)
    discard_sitting(sitting=draft, version=draft.version, because="He left.", by=ines)
    done = Sitting.objects.get()
    assert (done.status, done.changed_because, done.changed_by) == ("discarded", "He left.", ines)
    assert not SittingLevel.objects.exists()
    gone = SittingLevel.events.rel.related_model.objects.filter(pgh_label="delete")
    assert [row.level.level for row in gone] == ["D"]
    keep(who, ines, said("accommodation", "A"))
    assert Sitting.objects.filter(status="draft").count() == 1


def test_two_agencies_have_a_sitting_each(who, ines):
    keep(who, ines, said("accommodation", "D"))
    other = make_for("housing", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=other.agency, reason="supports")
    keep(who, other, said("accommodation", "E"))
    assert Sitting.objects.filter(status="draft").count() == 2


def test_nothing_chosen_is_no_sitting(who, ines):
    for act in (keep, finish):
        with pytest.raises(ValidationError, match="Choose a level"):
            act(who, ines, said("accommodation"))
    assert not Sitting.objects.exists()


def test_a_level_that_changed_asks_why_and_keeps_it(who, ines):
    assessed(who, "accommodation", "D", on=date(2019, 3, 1))
    with pytest.raises(ValidationError) as found:
        finish(who, ines, said("accommodation", "A"))
    assert list(found.value.message_dict) == ["why_accommodation"]
    finish(who, ines, said("accommodation", "A", why="Housed by the council."))
    assert PathwayAssessment.objects.get(assessed_on=TODAY).why == "Housed by the council."


def test_the_same_again_asks_nothing(who, ines):
    assessed(who, "accommodation", "D", on=date(2019, 3, 1))
    finish(who, ines, said("accommodation", "D"))
    assert len(letters(who)) == 2


def test_once_a_day(who, ines):
    finish(who, ines, said("accommodation", "D"))
    with pytest.raises(ValidationError, match="correct that assessment"):
        finish(who, ines, said("accommodation", "A", why="Better."))


def test_not_on_a_day_to_come_and_by_the_set_of_the_day_alone(who, ines):
    with pytest.raises(ValidationError, match="to come"):
        finish(who, ines, said("accommodation", "D"), on=date(2019, 4, 1))
    with pytest.raises(ValidationError, match="not in force"):
        finish(who, ines, said("pr_accommodation", "1"))


@pytest.mark.parametrize(
    ("agency", "code", "letter", "may"),
    [
        ("probation", "accommodation", "A", True),
        ("probation", "relationships", "A", True),  # probation reads victims
        ("probation", "attitudes", "D", True),
        ("probation", "attitudes", "E", False),  # rests on original intelligence
        ("probation", "health", "B", False),
        ("probation", "drugs_alcohol", "B", False),  # without consent
        ("drug_service", "drugs_alcohol", "B", True),
        ("drug_service", "health", "B", False),
        ("drug_service", "attitudes", "A", False),  # of arrests it has a flag
        ("health", "health", "B", True),
        ("housing", "accommodation", "F", True),
        ("housing", "relationships", "A", False),
        ("police", "accommodation", "A", False),  # reads the pathways, and adds none
    ],
)
def test_each_agency_says_what_it_reads(agency, code, letter, may, who):
    by = make_for(agency, Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=by.agency, reason="supports")
    if may:
        finish(who, by, said(code, letter))
        assert letters(who) == [(code, letter)]
    else:
        with pytest.raises(PermissionDenied):
            finish(who, by, said(code, letter))
        assert letters(who) == []


@pytest.mark.parametrize("role", Role)
def test_each_role_of_probation(role, who):
    by = make_for("probation", role)
    adds = role in (Role.PRACTITIONER, Role.SUPERVISOR, Role.PANEL_CHAIR, Role.COORDINATOR)
    if adds:
        assert finish(who, by, said("ete", "F"))
    else:
        with pytest.raises(PermissionDenied):
            finish(who, by, said("ete", "F"))


def test_consent_opens_drugs_to_probation_and_its_end_shuts_it(who, ines):
    consent = Consent.objects.create(
        offender=who, category="treatment", agency=ines.agency, given_on=TODAY, how="Signed.", recorded_by=ines
    )
    draft = keep(who, ines, said("drugs_alcohol", "H"), said("finance", "B"))
    assert draft.levels.count() == 2
    consent.delete()
    # What rested on the consent waits for who reads it; the rest is finished.
    finish(who, ines, said("finance", "B", was=level("finance", "B").pk))
    assert letters(who) == [("finance", "B")]
    assert (Sitting.objects.get().status, SittingLevel.objects.get().pathway_id) == ("draft", "drugs_alcohol")


def test_one_pathway_by_the_agency_that_knows_ends_what_was_begun_of_it(who, ines):
    keep(who, ines, said("accommodation", "D"), said("finance", "B"))
    assess(offender=who, said=said("accommodation", "E"), assessed_on=TODAY, by=ines, request_key=uuid4())
    assert letters(who) == [("accommodation", "E")]
    assert [row.pathway_id for row in SittingLevel.objects.all()] == ["finance"]


def test_a_correction_keeps_the_old_value_and_who_was_slower_writes_nothing(who, ines):
    [row] = finish(who, ines, said("accommodation", "D"))
    values = {"level": level("accommodation", "E"), "assessed_on": TODAY, "why": ""}
    done = correct_assessment(assessment=row, values=values, version=1, because="Misheard.", by=ines)
    assert (done.version, done.level.level) == (2, "E")
    other = {**values, "level": level("accommodation", "F")}
    with pytest.raises(Stale):
        correct_assessment(assessment=row, values=other, version=1, because="No.", by=ines)
    with pytest.raises(ValidationError, match="same pathway"):
        correct_assessment(assessment=done, values={"level": level("finance", "A")}, version=2, because="No.", by=ines)
    remove_assessment(assessment=done, version=2, because="Somebody else.", by=ines)
    assert letters(who) == []


def test_another_agency_corrects_only_what_it_wrote_and_reads(who, ines):
    housing = make_for("housing", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=housing.agency, reason="supports")
    [row] = finish(who, ines, said("accommodation", "D"))
    with pytest.raises(PermissionDenied):
        remove_assessment(assessment=row, version=1, because="Not so.", by=housing)
    # Probation manages the pathways, and still corrects no letter that it may not read.
    brought = assessed(who, "health", "D", import_number=1)
    with pytest.raises(PermissionDenied):
        remove_assessment(assessment=brought, version=1, because="Not so.", by=ines)
    [own] = finish(who, ines, said("attitudes", "D"))
    remove_assessment(assessment=own, version=1, because="Somebody else.", by=ines)


def test_no_letter_without_its_set():
    assert not PathwayLevel.objects.filter(pathway__set=None).exists()
    assert PathwayLevel.objects.exclude(rests_on="").values_list("pathway_id", "level").get() == ("attitudes", "E")
