"""Old rankings are thinned: what goes, what a decision keeps, what the pages say of it, and that the log says so."""

from datetime import date, timedelta

import psycopg2
import pytest
from django.db import connection

from agencies.code_lists import command_line
from audit.locks import Lock
from audit.models import Entry
from panels.models import AgendaItem
from rag.models import Proposal
from ranking import queries, tasks, thinning
from ranking.models import Run, Score
from ranking.visible import shown_movement
from tests.cohorts.rows import proposal, referral
from tests.conftest import TODAY
from tests.factories import AreaFactory, OffenderFactory, sat
from tests.ranking.test_movement import closed

pytestmark = [pytest.mark.django_db, pytest.mark.services]

OLD = date(2018, 11, 10)
DECEMBER, JANUARY = date(2018, 12, 14), date(2019, 1, 17)


def thin():
    return thinning.thin(by=command_line())


def in_it(run):
    return set(Score.objects.filter(run=run).values_list("offender__ref", flat=True))


@pytest.fixture
def nights(rank):
    """Jarvis and Cole, ranked on 10 November, at the end of that month, and last night."""
    for ref in ("jarvis", "cole"):
        OffenderFactory(ref=ref)
    return [rank(day) for day in (OLD, date(2018, 11, 30), TODAY - timedelta(1))]


def test_the_scores_of_an_old_night_go_and_the_run_stays(nights):
    old, month_end, _ = nights
    assert thin() == [old.pk]
    old.refresh_from_db()
    assert (old.thinned_on, old.people, old.status) == (TODAY, 2, "finished")
    assert [len(in_it(run)) for run in nights] == [0, 2, 2]
    assert queries.run_of(OLD) is None, "it is not the ranking of its day any more"
    assert queries.latest_run(date(2018, 11, 29)) is None
    assert queries.latest_run(date(2018, 12, 1)) == month_end


def test_twice_does_nothing_more_and_the_log_says_it_once(nights):
    thin()
    assert thin() == []
    entry = Entry.objects.get(what="ranking.thin")
    assert entry.verb == "erased" and entry.offender_id is None
    assert entry.detail == {"run": nights[0].pk, "as_of": "2018-11-10", "taken": 2, "left": 0}


def test_whose_selection_was_decided_with_it_keeps_their_score(nights):
    jarvis = Score.objects.get(run=nights[0], offender__ref="jarvis").offender
    proposal(referral(offender=jarvis), screening={"run": nights[0].pk})
    proposal(referral(offender=OffenderFactory(ref="other")), screening={"run": nights[1].pk})
    thin()
    assert in_it(nights[0]) == {"jarvis"}
    assert queries.run_numbered(nights[0].pk) == nights[0], "the decision's page finds it by its number"


def on_agenda(area, held_on, *people):
    panel = sat(area, held_on, command_line())
    for position, who in enumerate(people, start=1):
        verdict = Proposal.objects.create(
            offender=who, as_of=held_on, status="GREEN", reasons=[], rule_set_id=1, current=False
        )
        AgendaItem.objects.create(panel=panel, offender=who, position=position, proposal=verdict)
    return panel


def test_a_panels_agenda_keeps_its_ranks_and_how_far_they_had_moved(rank):
    area = AreaFactory()
    jarvis, cole = OffenderFactory(ref="jarvis", area=area), OffenderFactory(ref="cole", area=area)
    runs = [rank(day) for day in (DECEMBER - timedelta(1), DECEMBER, date(2018, 12, 31), JANUARY, date(2019, 1, 31))]
    closed(on_agenda(area, JANUARY, jarvis))
    on_agenda(area, date(2019, 3, 20))  # the last one, so that January's is none of the last
    newest = rank(TODAY - timedelta(1))
    assert thin() == [runs[0].pk, runs[1].pk, runs[3].pk]
    assert [in_it(run) for run in (runs[0], runs[1], runs[3])] == [set(), {"jarvis"}, {"jarvis"}]
    read = queries.run_read_on(JANUARY)
    assert read == runs[3]
    assert set(shown_movement(None, read, [jarvis.pk], thinned=True)) == {jarvis.pk}
    assert shown_movement(None, read, [cole.pk], thinned=True) == {}, "nobody says of him that he is new"
    assert len(in_it(newest)) == 2


def test_the_last_panel_of_an_area_keeps_its_ranking_whole(nights, rank):
    sat(AreaFactory(), OLD + timedelta(2), command_line())
    assert thin() == []


def test_while_a_ranking_is_under_way_nothing_is_thinned(nights):
    parameters = connection.get_connection_params()
    other = psycopg2.connect(
        **{k: v for k, v in parameters.items() if k in ("host", "port", "user", "password", "dbname")}
    )
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.RANKING_RUN])
            assert thin() == []
            assert Run.objects.filter(thinned_on=None).count() == 3
    finally:
        other.close()
    assert thin() == [nights[0].pk]


def test_the_task_bears_being_sent_twice(nights):
    assert [tasks.thin_rankings(), tasks.thin_rankings()] == [1, 0]
