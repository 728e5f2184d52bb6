"""What the database refuses by itself about time on a cohort, through raw SQL."""

import pytest
from django.db import IntegrityError, InternalError, connection

from agencies.models import User
from cohorts.models import EngagementCategory, SchemeAnswer, SchemeSetting, SelectionDecision
from tests import constraints
from tests.cohorts import letter_constraints
from tests.cohorts.rows import deselection, disagreement, letter, proposal, referral, referred_by, template
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import CohortFactory, MembershipFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def two_times(**second):
    """Burglary Dwelling until 1 June 2018, and again from 1 July 2018."""
    person = OffenderFactory()
    MembershipFactory(offender=person, selected_on="2018-01-15", deselected_on="2018-06-01", deselection_code_id="1")
    MembershipFactory(offender=person, **{"selected_on": "2018-07-01", **second})


def answer():
    row = MembershipFactory()
    return SchemeAnswer.objects.create(
        offender=row.offender, membership=row, reply="accepts", told_on="2019-03-30", words="Yes."
    )


def engages(on="2019-03-30", person=None):
    return EngagementCategory.objects.create(offender=person or OffenderFactory(), category="motivated", from_on=on)


def engages_twice():
    person = OffenderFactory()
    engages("2019-03-29", person), engages("2019-03-30", person)


def two_referrals():
    """The same person for the same cohort: one withdrawn, one open."""
    row = referral(status="withdrawn", ended_on="2019-03-20", ended_because="Moved.")
    referral(offender=row.offender)


def confirmed():
    users = [User.objects.create(email=f"{name}@example.org", full_name=name) for name in ("one", "two")]
    return proposal(referral(), state="made", created_by=users[0], answered_by=users[1], answered_on="2019-03-31")


def by_panel() -> SelectionDecision:
    return proposal(referral(), way="panel", state="made", met_on="2019-03-31")


def two_proposals():
    row = referral()
    user = User.objects.create(email="two@example.org", full_name="two")
    proposal(row, state="turned_down", answered_by=user, answered_on="2019-03-31", answer="No.")
    proposal(row)


DECIDED = "cohorts_selectiondecision"
LEFT, SETTING = "cohorts_deselection", "cohorts_schemesetting"
LAID = f"UPDATE {SETTING} SET"


def two_deselections():
    person, user = OffenderFactory(), User.objects.create(email="two@example.org", full_name="two")
    deselection(offender=person, state="taken_back", answered_by=user, answered_on="2019-03-31")
    deselection(offender=person)


def left_by_two():
    users = [User.objects.create(email=f"{name}@example.org", full_name=name) for name in ("one", "two")]
    return deselection(state="made", created_by=users[0], answered_by=users[1], answered_on="2019-03-31")


def two_settings():
    for on in ("2019-01-01", "2019-02-01"):
        SchemeSetting.objects.create(code="x", number=1, words="x", source="x", from_on=on)


TABLE = [
    Held(
        "scheme_setting_once_a_day",
        two_settings,
        refused=f"{LAID} from_on = '2019-03-01' WHERE code = 'x'",
        allowed=f"{LAID} from_on = from_on + 1 WHERE code = 'x'",
    ),
    Held(
        "scheme_setting_ends_after_it_starts",
        two_settings,
        refused=f"{LAID} until_on = from_on WHERE code = 'x'",
        allowed=f"{LAID} until_on = from_on + 1 WHERE code = 'x'",
    ),
    ref_once_a_source("deselection_ref_once_a_source", LEFT, deselection),
    sent_once("deselection", LEFT, deselection),
    Held(
        "deselection_one_proposal_a_person",
        two_deselections,
        refused=f"UPDATE {LEFT} SET state = 'proposed', answered_by_id = NULL, answered_on = NULL",
    ),
    Held("deselection_says_why", deselection, refused=f"UPDATE {LEFT} SET because = ''"),
    Held("deselection_2_names_the_agency", deselection, refused=f"UPDATE {LEFT} SET code_id = '2'"),
    Held(
        "deselection_5_names_the_area",
        deselection,
        refused=f"UPDATE {LEFT} SET code_id = '5', receiving_place = ''",
        allowed=f"UPDATE {LEFT} SET code_id = '5', receiving_place = 'Rugby'",
    ),
    Held(
        "deselection_6a_books_a_reassessment",
        deselection,
        refused=f"UPDATE {LEFT} SET code_id = '6A', reassess_on = NULL",
        allowed=f"UPDATE {LEFT} SET code_id = '6A', reassess_on = '2022-01-01'",
    ),
    Held(
        "deselection_6b_says_which",
        deselection,
        refused=f"UPDATE {LEFT} SET code_id = '6B', fate = '', fate_on = '2019-03-01'",
        allowed=f"UPDATE {LEFT} SET code_id = '6B', fate = 'deceased', fate_on = '2019-03-01'",
    ),
    Held(
        "deselection_6b_says_which",
        deselection,
        refused=f"UPDATE {LEFT} SET code_id = '6B', fate = 'deceased', fate_on = NULL",
    ),
    Held(
        "deselection_against_the_evidence_says_why",
        deselection,
        refused=f"UPDATE {LEFT} SET against = true, against_because = ''",
        allowed=f"UPDATE {LEFT} SET against = true, against_because = 'Known.'",
    ),
    Held(
        "deselection_made_by_two",
        deselection,
        refused=f"UPDATE {LEFT} SET against = true, against_because = 'Known.'",
        allowed=f"UPDATE {LEFT} SET state = 'made', way = 'panel', met_on = '2019-03-31'",
    ),
    Held("deselection_made_by_two", deselection, refused=f"UPDATE {LEFT} SET state = 'made'"),
    Held("deselection_panel_has_its_day", deselection, refused=f"UPDATE {LEFT} SET way = 'panel'"),
    Held("deselection_panel_has_its_day", deselection, refused=f"UPDATE {LEFT} SET met_on = '2019-03-31'"),
    Held("deselection_answered_says_when", left_by_two, refused=f"UPDATE {LEFT} SET answered_on = NULL"),
    Held(
        "deselection_second_person_is_another",
        left_by_two,
        refused=f"UPDATE {LEFT} SET answered_by_id = created_by_id",
    ),
    Held(
        "deselection_turned_down_says_why",
        left_by_two,
        refused=f"UPDATE {LEFT} SET state = 'turned_down', answer = ''",
        allowed=f"UPDATE {LEFT} SET state = 'turned_down', answer = 'No.'",
    ),
    ref_once_a_source("disagreement_ref_once_a_source", "cohorts_disagreement", disagreement),
    sent_once("disagreement", "cohorts_disagreement", disagreement),
    Held("disagreement_says_why", disagreement, refused="UPDATE cohorts_disagreement SET why = ''"),
    Held(
        "cohort_closes_not_before_it_opens",
        CohortFactory,
        refused="UPDATE cohorts_cohort SET opens_on = '2019-01-02', closes_on = '2019-01-01'",
        allowed="UPDATE cohorts_cohort SET opens_on = '2019-01-01', closes_on = '2019-01-01'",
    ),
    Held(
        "membership_has_a_referral_or_an_import",
        lambda: (MembershipFactory(), referral()),
        refused="UPDATE cohorts_membership SET import_number = NULL, referral_id = NULL",
        allowed="UPDATE cohorts_membership SET import_number = NULL, referral_id = (SELECT max(id) FROM "
        "cohorts_referral)",
    ),
    ref_once_a_source("referral_ref_once_a_source", "cohorts_referral", referral),
    sent_once("referral", "cohorts_referral", referral),
    Held(
        "referral_one_open_a_cohort",
        two_referrals,
        refused="UPDATE cohorts_referral SET status = 'referred', ended_on = NULL",
        allowed="UPDATE cohorts_referral SET status = 'not_selected', ended_on = '2019-03-31'",
    ),
    Held(
        "referral_deferred_until_a_day",
        referral,
        refused="UPDATE cohorts_referral SET deferred_until = NULL",
        allowed="UPDATE cohorts_referral SET status = 'deferred', deferred_until = '2019-04-30'",
    ),
    Held(
        "referral_deferred_until_a_day",
        referral,
        refused="UPDATE cohorts_referral SET deferred_until = '2019-04-30'",
    ),
    Held(
        "referral_ended_has_its_day",
        referral,
        refused="UPDATE cohorts_referral SET ended_on = '2019-03-09'",
        allowed="UPDATE cohorts_referral SET status = 'not_selected', ended_on = '2019-03-10'",
    ),
    Held(
        "referral_ended_has_its_day",
        referral,
        refused="UPDATE cohorts_referral SET status = 'not_selected'",
    ),
    Held(
        "referral_ended_has_its_day",
        referral,
        refused="UPDATE cohorts_referral SET ended_on = '2019-03-10'",
    ),
    Held(
        "referral_decided_was_screened",
        referral,
        refused="UPDATE cohorts_referral SET status = 'screened'",
        allowed="UPDATE cohorts_referral SET status = 'referred', screened_on = NULL",
    ),
    Held(
        "referral_withdrawn_says_why",
        referral,
        refused="UPDATE cohorts_referral SET ended_because = ''",
        allowed="UPDATE cohorts_referral SET status = 'withdrawn', ended_on = '2019-03-31', ended_because = 'Gone.'",
    ),
    ref_once_a_source("referral_by_ref_once_a_source", "cohorts_referralby", lambda: referred_by(referral())),
    sent_once("referral_by", "cohorts_referralby", lambda: referred_by(referral())),
    Held(
        "referral_by_says_why",
        lambda: referred_by(referral()),
        refused="UPDATE cohorts_referralby SET why = ''",
    ),
    ref_once_a_source("selection_ref_once_a_source", DECIDED, lambda: proposal(referral())),
    sent_once("selection", DECIDED, lambda: proposal(referral())),
    Held(
        "selection_one_proposal_a_referral",
        two_proposals,
        refused=f"UPDATE {DECIDED} SET state = 'proposed', answered_by_id = NULL, answered_on = NULL",
    ),
    Held(
        "selection_says_why",
        by_panel,
        refused=f"UPDATE {DECIDED} SET because = ''",
    ),
    Held(
        "selection_deferred_until_a_day",
        by_panel,
        refused=f"UPDATE {DECIDED} SET deferred_until = NULL",
        allowed=f"UPDATE {DECIDED} SET outcome = 'deferred', deferred_until = '2019-04-30'",
    ),
    Held(
        "selection_deferred_until_a_day",
        by_panel,
        refused=f"UPDATE {DECIDED} SET deferred_until = '2019-04-30'",
    ),
    Held("selection_panel_has_its_day", by_panel, refused=f"UPDATE {DECIDED} SET met_on = NULL"),
    Held("selection_panel_has_its_day", confirmed, refused=f"UPDATE {DECIDED} SET met_on = '2019-03-31'"),
    Held("selection_pair_is_answered", confirmed, refused=f"UPDATE {DECIDED} SET answered_on = NULL"),
    Held(
        "selection_second_person_is_another", confirmed, refused=f"UPDATE {DECIDED} SET answered_by_id = created_by_id"
    ),
    Held(
        "selection_turned_down_says_why",
        confirmed,
        refused=f"UPDATE {DECIDED} SET state = 'turned_down', answer = ''",
        allowed=f"UPDATE {DECIDED} SET state = 'turned_down', answer = 'No.'",
    ),
    ref_once_a_source("scheme_answer_ref_once_a_source", "cohorts_schemeanswer", answer),
    sent_once("scheme_answer", "cohorts_schemeanswer", answer),
    Held(
        "scheme_answer_not_approached_says_why",
        answer,
        refused="UPDATE cohorts_schemeanswer SET words = ''",
        allowed="UPDATE cohorts_schemeanswer SET reply = 'not_approached'",
    ),
    ref_once_a_source("engagement_category_ref_once_a_source", "cohorts_engagementcategory", engages),
    sent_once("engagement_category", "cohorts_engagementcategory", engages),
    Held(
        "engagement_category_one_a_day",
        engages_twice,
        refused="UPDATE cohorts_engagementcategory SET from_on = '2019-03-30'",
    ),
    ref_once_a_source("membership_ref_once_a_source", "cohorts_membership", MembershipFactory),
    sent_once("membership", "cohorts_membership", MembershipFactory),
    Held(
        "membership_selected_not_before_referred",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET referred_on = selected_on + 1",
        allowed="UPDATE cohorts_membership SET referred_on = selected_on",
    ),
    Held(
        "membership_ends_not_before_it_starts",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselection_code_id = '1', deselected_on = selected_on - 1",
        allowed="UPDATE cohorts_membership SET deselection_code_id = '1', deselected_on = selected_on",
    ),
    Held(
        "membership_deselection_has_a_code",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselected_on = '2019-01-01'",
    ),
    Held(
        "membership_deselection_has_a_code",
        MembershipFactory,
        refused="UPDATE cohorts_membership SET deselection_code_id = '1'",
    ),
    Held(
        "membership_no_overlap_on_one_cohort",
        two_times,
        refused="UPDATE cohorts_membership SET deselected_on = '2018-07-02' WHERE deselected_on IS NOT NULL",
        allowed="UPDATE cohorts_membership SET deselected_on = '2018-07-01' WHERE deselected_on IS NOT NULL",
    ),
    Held(
        "membership_no_overlap_on_one_cohort",
        lambda: two_times(cohort=CohortFactory(code="HI", name="High Impact"), selected_on="2018-02-01"),
        refused="UPDATE cohorts_membership SET cohort_id = (SELECT id FROM cohorts_cohort WHERE code = 'BD')",
    ),
]


@constraints.each([*TABLE, *letter_constraints.TABLE])
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    held = [*TABLE, *letter_constraints.TABLE]
    assert {row.name for row in held} == constraints.names_of("cohorts")


@pytest.mark.parametrize("column", ["deselection_id", "template_id"])
def test_a_letter_stands_with_what_it_follows_and_its_words(column):
    letter()
    with pytest.raises(IntegrityError, match=f'null value in column "{column}"'), connection.cursor() as cursor:
        cursor.execute(letter_constraints.without(column))


def test_words_by_which_a_letter_was_made_stay():
    made = letter()
    with (
        pytest.raises(IntegrityError, match="is not present in table"),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM cohorts_lettertemplate WHERE id = %s", [made.template_id])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_version_is_never_changed():
    made = template()
    with pytest.raises(InternalError, match="Cannot update rows"), connection.cursor() as cursor:
        cursor.execute("UPDATE cohorts_lettertemplate SET body = 'x' WHERE id = %s", [made.pk])
