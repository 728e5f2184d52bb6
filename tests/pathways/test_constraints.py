"""What the database refuses by itself about the pathways and their levels, through raw SQL."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.models import User
from pathways.models import Intervention, PathwayLevel, PlanAgreement, ServiceReferral, Sitting, SittingLevel
from tests import constraints
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AgencyFactory, OffenderFactory, assessed, plan_item

pytestmark = [pytest.mark.django_db, pytest.mark.services]

NEW_SET = (
    "INSERT INTO pathways_pathwayset (code, version, opens_on, closes_on, name, source) VALUES ({}, {}, 'Other', 'Us')"
)
NEW_PATHWAY = (
    "INSERT INTO pathways_pathway (code, name, theme, position, set_id) "
    "SELECT 'new_{0}', 'New', '{0}', 9, id FROM pathways_pathwayset WHERE code = 'bedfordshire'"
)


def sitting(who):
    return Sitting.objects.create(offender=who, agency=AgencyFactory(), assessed_on=date(2019, 3, 1))


def drafted(who):
    row = sitting(who)
    by = User.objects.create(email="writer@example.org", full_name="Writer")
    for level in PathwayLevel.objects.filter(pathway__in=["accommodation", "ete"], level="A"):
        SittingLevel.objects.create(sitting=row, offender=who, pathway=level.pathway, level=level, written_by=by)


def planned():
    return plan_item(OffenderFactory(), AgencyFactory())


def intervened():
    item = planned()
    return Intervention.objects.create(
        offender=item.offender, item=item, name="Course", provider="Us", starts_on=date(2019, 3, 1)
    )


def referred():
    item = planned()
    return ServiceReferral.objects.create(
        offender=item.offender, item=item, service="Debt advice", referred_on=date(2019, 3, 1)
    )


def agreed():
    said = {"signed": "on_paper", "own_words": "Fine.", "present": "Us"}
    return PlanAgreement.objects.create(offender=OffenderFactory(), agreed_on=date(2019, 3, 1), **said)


PLANNED = [
    ("plan_item", "pathways_planitem", planned),
    ("intervention", "pathways_intervention", intervened),
    ("service_referral", "pathways_servicereferral", referred),
    ("plan_agreement", "pathways_planagreement", agreed),
]
TABLE = [
    ref_once_a_source(
        "pathway_assessment_ref_once_a_source",
        "pathways_pathwayassessment",
        lambda: assessed(OffenderFactory(), "accommodation", "A"),
    ),
    sent_once(
        "pathway_assessment",
        "pathways_pathwayassessment",
        lambda: assessed(OffenderFactory(), "accommodation", "A"),
    ),
    Held(
        "pathway_level_once",
        lambda: None,
        refused="INSERT INTO pathways_pathwaylevel (pathway_id, level, text, need) "
        "VALUES ('accommodation', 'Z', 'Again', true)",
        allowed="INSERT INTO pathways_pathwaylevel (pathway_id, level, text, need) "
        "VALUES ('accommodation', 'Z', 'Once', true), ('relationships', 'Z', 'Once', true)",
    ),
    *[
        each(f"{name}_ref_once_a_source" if each is ref_once_a_source else name, table, make)
        for name, table, make in PLANNED
        for each in (ref_once_a_source, sent_once)
    ],
    Held(
        "plan_item_has_a_status",
        lambda: planned(),
        refused="UPDATE pathways_planitem SET status = 'lost'",
        allowed="UPDATE pathways_planitem SET status = 'met'",
    ),
    Held(
        "plan_item_declined_or_not_needed_says_why",
        lambda: planned(),
        refused="UPDATE pathways_planitem SET status = 'no_longer_needed', status_why = ''",
        allowed="UPDATE pathways_planitem SET status = 'declined', status_why = 'No.'",
    ),
    Held(
        "intervention_ends_not_before_it_starts",
        lambda: intervened(),
        refused="UPDATE pathways_intervention SET ends_on = '2019-02-28', result = 'completed'",
        allowed="UPDATE pathways_intervention SET ends_on = '2019-03-01', result = 'completed'",
    ),
    Held(
        "intervention_ends_with_a_result",
        lambda: intervened(),
        refused="UPDATE pathways_intervention SET ends_on = '2019-03-02', result = ''",
        allowed="UPDATE pathways_intervention SET ends_on = '2019-03-02', result = 'left_early'",
    ),
    Held(
        "service_referral_answered_on_a_day_after_it",
        lambda: referred(),
        refused="UPDATE pathways_servicereferral SET answer = 'refused', answered_on = '2019-02-28'",
        allowed="UPDATE pathways_servicereferral SET answer = 'refused', answered_on = '2019-03-01'",
    ),
    Held(
        "service_referral_starts_when_accepted",
        lambda: referred(),
        refused="UPDATE pathways_servicereferral SET answer = 'waiting_list', started_on = '2019-03-02', "
        "answered_on = '2019-03-02'",
        allowed="UPDATE pathways_servicereferral SET answer = 'accepted', started_on = '2019-03-01', "
        "answered_on = '2019-03-01'",
    ),
    ref_once_a_source("pathway_sitting_ref_once_a_source", "pathways_sitting", lambda: sitting(OffenderFactory())),
    sent_once("pathway_sitting", "pathways_sitting", lambda: sitting(OffenderFactory())),
    Held(
        "pathway_sitting_one_draft_an_agency",
        lambda: [sitting(who) for who in (OffenderFactory(), OffenderFactory())],
        refused="UPDATE pathways_sitting SET offender_id = (SELECT min(offender_id) FROM pathways_sitting)",
        allowed="UPDATE pathways_sitting SET status = 'discarded' WHERE id = (SELECT min(id) FROM pathways_sitting); "
        "UPDATE pathways_sitting SET offender_id = (SELECT min(offender_id) FROM pathways_sitting); "
        "UPDATE pathways_sitting SET offender_id = (SELECT max(id) FROM offenders_offender), status = 'draft' "
        "WHERE id = (SELECT min(id) FROM pathways_sitting)",
    ),
    Held(
        "pathway_sitting_has_a_status",
        lambda: sitting(OffenderFactory()),
        refused="UPDATE pathways_sitting SET status = 'lost'",
        allowed="UPDATE pathways_sitting SET status = 'finished'",
    ),
    Held(
        "pathway_sitting_level_once_a_pathway",
        lambda: drafted(OffenderFactory()),
        refused="UPDATE pathways_sittinglevel SET pathway_id = 'ete'",
        allowed="UPDATE pathways_sittinglevel SET pathway_id = 'finance' WHERE pathway_id = 'ete'",
    ),
    Held(
        "pathway_set_version_once",
        lambda: None,
        refused=NEW_SET.format("'bedfordshire', 1", "NULL, NULL"),
        allowed=NEW_SET.format("'bedfordshire', 2", "NULL, NULL"),
    ),
    Held(
        "pathway_set_closes_after_it_opens",
        lambda: None,
        refused=NEW_SET.format("'other', 1", "'1999-01-02', '1999-01-02'"),
        allowed=NEW_SET.format("'other', 2", "'1999-01-02', '1999-01-03'"),
    ),
    Held(
        # Bedfordshire's is in force from 1 January 2000; one that closes on that day is no longer in force on it.
        "pathway_set_one_at_a_time",
        lambda: None,
        refused=NEW_SET.format("'other', 1", "'2030-01-01', NULL"),
        allowed=NEW_SET.format("'other', 2", "'1999-01-01', '2000-01-01'"),
    ),
    Held(
        "pathway_theme_once_a_set",
        lambda: None,
        refused=NEW_PATHWAY.format("accommodation"),
        allowed=NEW_PATHWAY.format("victims"),
    ),
    Held(
        "pathway_has_a_theme_of_the_list",
        lambda: None,
        refused=NEW_PATHWAY.format("gardening"),
        allowed=NEW_PATHWAY.format("victims"),
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("pathways")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "rewrites",
    [
        "UPDATE pathways_pathwaylevel SET text = 'Fine.' WHERE pathway_id = '{}'",
        "UPDATE pathways_pathwaylevel SET need = NOT need WHERE pathway_id = '{}'",
        "DELETE FROM pathways_pathwaylevel WHERE pathway_id = '{}'",
        "UPDATE pathways_pathway SET name = 'Housing' WHERE code = '{}'",
    ],
)
def test_what_a_set_that_was_in_use_says_is_not_rewritten(rewrites):
    """Bedfordshire's was given a day, Preston's never."""
    with pytest.raises(IntegrityError, match="make it a new version"), transaction.atomic():
        run(rewrites.format("accommodation"))
    run(rewrites.format("pr_accommodation"))
    run("UPDATE pathways_pathwaylevel SET rests_on = 'health' WHERE pathway_id = 'accommodation'")
