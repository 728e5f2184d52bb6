"""Who would move by a draft of the matrix: by hand for six people, by the pure rules for many, and for each reader."""

import pytest
from django.db import connection

from agencies.code_lists import command_line
from agencies.drafts import actions as drafts
from agencies.drafts.actions import CHANGED
from agencies.roles import Role
from audit import outbox
from audit.locks import Lock, is_held
from audit.models import Entry, OutboxMessage
from ranking import previewed, previewing, queries, tasks
from ranking.models import Matrix, MatrixMove, MatrixPreview, Run, Score
from ranking.rules import FACTORS, ScoringMatrix, printed
from tests.conftest import TODAY
from tests.drafted import agreed, proposed
from tests.factories import (
    THEFT_FROM_SHOP,
    IntelligenceReportFactory,
    InvolvementFactory,
    OffenderFactory,
    arrested,
)
from tests.people import make_for
from tests.ranking.matrices import A_MONTH_AGO, draft_of_matrix, more_for_confirmed, points, six
from tests.ranking.registers import at_every_boundary, keep
from tests.ranking.test_equality import by_the_rules, other_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def tried(row):
    return previewing.preview(matrix=row, on=TODAY, by=command_line())


def test_six_people_by_hand(femi):
    six()
    made = tried(draft_of_matrix(femi))
    found = {
        move.offender.ref: (
            (move.was_rank, move.rank), (move.was_adult_rank, move.adult_rank),
            (printed(move.was_eighths), printed(move.eighths)), move.points, move.member,
        )
        for move in made.moves.select_related("offender")
    }  # fmt: skip
    assert found == {
        "Ada": ((1, 3), (1, 2), ("41.00", "41.00"), {}, False),
        "Yan": ((2, 1), (None, None), ("39.00", "54.00"), {"frequency": [15, 30]}, False),
        "Dot": ((3, 4), (2, 3), ("31.00", "31.00"), {}, True),
        "Bob": ((4, 2), (3, 1), ("29.00", "44.00"), {"frequency": [10, 25]}, False),
        "Cyd": ((5, 5), (4, 4), ("7.25", "11.00"), {"frequency": [10, 25]}, False),
    }
    # Dot is the only member: who is on no cohort and stands above is a threat.
    assert made.totals == {
        "rank": {"people": 6, "up": 2, "down": 2, "most_up": 2, "most_down": 2, "middle": 1, "was_threat": 3,
                 "threat": 4},
        "adult_rank": {"people": 5, "up": 1, "down": 2, "most_up": 2, "most_down": 1, "middle": 1, "was_threat": 2,
                       "threat": 3},
    }  # fmt: skip
    assert (made.against.version, made.matrix.version, made.edits, made.as_of) == (1, 2, 1, TODAY)


def test_it_is_no_ranking(femi):
    six()
    tried(draft_of_matrix(femi))
    assert (Run.objects.count(), Score.objects.count(), queries.latest_run(TODAY)) == (0, 0, None)


def test_of_an_empty_register_there_is_nothing(femi):
    made = tried(draft_of_matrix(femi))
    assert made.moves.count() == 0
    assert (made.totals["rank"]["people"], made.totals["rank"]["up"], made.totals["rank"]["threat"]) == (0, 0, None)


@pytest.mark.parametrize("numbers", [[3, 9, 2, 8, 30, 1, 0, 5, 6, 7, 4, 2], [30, 1, 5, 0, 3, 9, 9, 2, 20, 3, 0, 12]])
def test_before_and_after_are_what_the_pure_rules_say(numbers, femi):
    keep(at_every_boundary())
    values = other_matrix(numbers, {"A", "B", "C"})
    made = tried(draft_of_matrix(femi, values))
    was, would = (
        by_the_rules(TODAY, ScoringMatrix.read(data)) for data in (Matrix.objects.get(version=1).points, values)
    )
    places = {ref: (n, factors, eighths) for n, (ref, factors, eighths) in enumerate(was, start=1)}
    expected = {}
    for n, (ref, factors, eighths) in enumerate(would, start=1):
        before, factors_before, eighths_before = places[ref]
        differ = {
            name: [one, other]
            for name, one, other in zip(FACTORS, factors_before, factors, strict=True)
            if one != other
        }
        if before != n or eighths_before != eighths or differ:
            expected[ref] = (before, n, eighths_before, eighths, differ)
    found = {
        move.offender.ref: (move.was_rank, move.rank, move.was_eighths, move.eighths, move.points)
        for move in made.moves.select_related("offender")
    }
    assert len(expected) > 20
    assert {ref: found[ref] for ref in expected} == expected
    # What else is kept differs in nothing but the lowest members whom somebody on no cohort stands above.
    assert all(found[ref][0] == found[ref][1] and found[ref][4] == {} for ref in set(found) - set(expected))


def test_a_change_of_the_draft_is_tried_anew_and_twice_is_once(femi):
    six()
    row = draft_of_matrix(femi)
    assert tried(row) == tried(row)
    values = points(most=99)
    row = drafts.edit(row=row, values=values, source="x", because="y", edits=1, by=femi)
    assert previewing.found(row, TODAY) is None
    made = tried(row)
    assert (MatrixPreview.objects.get(), made.edits, MatrixMove.objects.count()) == (made, 2, 0)
    assert Entry.objects.filter(what="ranking.preview_matrix").count() == 2


def test_what_is_settled_is_not_tried(femi, second):
    row = agreed(proposed(draft_of_matrix(femi), femi), second)
    assert tried(row) is None


def test_a_draft_leaves_a_message_that_sends_a_worker(femi, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.preview_matrix, "apply_async", lambda args, **more: sent.append(args))
    row = draft_of_matrix(femi)
    assert previewing.is_being_made(row)
    assert outbox.relay() == 1
    assert (sent, previewing.is_being_made(row)) == ([(2,)], False)
    assert tasks.preview_matrix.run(2) == previewing.found(row, TODAY).pk


def test_a_draft_of_the_rag_rules_sends_none(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.preview_matrix, "apply_async", lambda args, **more: sent.append(args))
    tasks.draft_changed(what="rag.ruleset", version=2)
    assert sent == []


def test_while_one_is_worked_out_another_waits(femi, second_session):
    row = draft_of_matrix(femi)
    OutboxMessage.objects.filter(kind=CHANGED).delete()
    with second_session(Lock.MATRIX_PREVIEW):
        assert previewing.is_being_made(row)
        with pytest.raises(previewing.PreviewBusy):
            tried(row)
    assert not previewing.is_being_made(row)
    assert tried(row).totals["rank"]["people"] == 0


def test_the_lock_is_let_go_of_after_a_fault(femi, monkeypatch):
    row = draft_of_matrix(femi)
    monkeypatch.setattr(previewing.preview_sql, "statement", lambda was, would: "SELECT 1 / 0")
    with pytest.raises(Exception, match="division"), connection.cursor():
        tried(row)
    assert not is_held(Lock.MATRIX_PREVIEW)
    assert not MatrixPreview.objects.exists()


def names(preview, user, way=previewed.ALL):
    return [row.offender.ref for row in previewed.rows(preview, user, previewed.moves(preview, user, way))]


class TestShown:
    def test_who_reads_all_of_it_sees_everybodys_ranks(self, femi):
        six()
        made = tried(draft_of_matrix(femi))
        assert names(made, femi) == ["Bob", "Ada", "Yan", "Dot", "Cyd"]
        assert [names(made, femi, way) for way in ("up", "down", "same")] == [["Bob", "Yan"], ["Ada", "Dot"], ["Cyd"]]
        bob = previewed.rows(made, femi, previewed.moves(made, femi))[0]
        assert (bob.ranks, bob.scores, bob.points, bob.threat, bob.up) == (
            (4, 2), ("29.00", "44.00"), [("frequency", 10, 25)], (False, True), 2,
        )  # fmt: skip
        found = previewed.totals(made, femi)
        assert (found.people, found.up, found.down, found.stay) == (6, 2, 2, 2)

    def test_nobody_under_18_is_in_it_for_probation(self, femi, second):
        six()
        made = tried(draft_of_matrix(femi))
        assert names(made, second) == ["Bob", "Ada", "Dot", "Cyd"]
        rows = {row.offender.ref: row.ranks for row in previewed.rows(made, second, previewed.moves(made, second))}
        assert rows == {"Bob": (3, 1), "Ada": (1, 2), "Dot": (2, 3), "Cyd": (4, 4)}
        found = previewed.totals(made, second)
        assert (found.people, found.up, found.down, found.stay) == (5, 1, 2, 2)

    def test_whom_the_reader_does_not_see_is_neither_listed_nor_counted(self, femi):
        """Gil is housing’s: three thefts a month before, 29 points and by the draft 44, as Bob’s."""
        six()
        gil = OffenderFactory(ref="Gil")
        InvolvementFactory(offender=gil, agency__code="housing")
        for _ in range(3):
            arrested(gil, A_MONTH_AGO, code=THEFT_FROM_SHOP)
        made = tried(draft_of_matrix(femi))
        assert made.moves.filter(offender=gil).exists()
        assert "Gil" not in names(made, femi)
        assert previewed.moves(made, femi).count() == 5

    def test_where_only_somebody_young_moves_past_another_who_may_not_know_of_them_sees_nothing(self, femi, second):
        """By six or more alone: Yan would pass Ada, and among those of 18 and over nobody moves."""
        six()
        made = tried(
            draft_of_matrix(femi, points(frequency={"within": 365, "at_least": [[10, 20], [6, 18], [3, 10], [1, 5]]}))
        )
        assert (names(made, femi), names(made, second)) == (["Yan", "Ada"], [])

    def test_of_whom_there_is_intelligence_a_draft_does_not_tell(self, femi, second):
        """A report graded B from a source of grade 1: 15 points, by the draft 25. Probation is not shown the factor."""
        people = six()
        IntelligenceReportFactory(
            offender=people["Eve"], received_on=TODAY, kind="offending", intelligence_grade="B", source_grade=1
        )
        made = tried(draft_of_matrix(femi, more_for_confirmed()))
        assert (made.totals["rank"]["people"], names(made, femi)) == (6, ["Eve"])
        assert names(made, second) == []
        assert "intelligence" in previewed.why_nobody(made, second)
        assert previewed.why_nobody(made, femi) == ""

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"believed_grades": ["A", "B", "C"]}, "drugs and intelligence"),
            ({"drugs": {"within": 91, "positive_or_reported": 12, "need": 5}}, "drugs"),
            ({"confirmed_sources": [1]}, "intelligence"),
            ({"instability": {"need": 6}}, ""),
            ({"most": 90}, ""),
        ],
    )
    def test_which_numbers_would_tell(self, changed, told, femi, second):
        said = previewed.why_nobody(tried(draft_of_matrix(femi, points(**changed))), second)
        assert (f"gives {told} by other numbers" in said) if told else said == ""

    def test_who_reads_no_scores_is_listed_nobody_and_no_totals(self, femi):
        six()
        made, housing = tried(draft_of_matrix(femi)), make_for("housing", Role.COORDINATOR)
        assert (names(made, housing), previewed.totals(made, housing)) == ([], None)
        assert "not shared with your agency" in previewed.why_nobody(made, housing)
