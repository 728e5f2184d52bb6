"""A version of the matrix: drafted by a coordinator, put in force by a second person, named by what it worked out."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agencies.code_lists import command_line
from audit import outbox
from audit.models import Entry
from ranking import previewing, queries, tasks
from ranking.matrix_form import MatrixForm, initial
from ranking.models import Matrix, Run
from ranking.rules import printed, said
from tests.casefile.test_scheme import as_
from tests.conftest import TODAY
from tests.drafted import agreed, proposed
from tests.factories import THEFT_FROM_SHOP, arrested
from tests.ranking.matrices import (
    A_MONTH_AGO,
    draft_of_matrix,
    known,
    more_for_confirmed,
    more_for_several,
    points,
    six,
)

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def at_once(monkeypatch):
    """A worker that takes up what the outbox sends it at once."""
    monkeypatch.setattr(tasks.preview_matrix, "apply_async", lambda args, **more: tasks.preview_matrix.run(*args))


def test_the_night_and_the_day_go_by_the_version_of_their_day_and_old_ranks_keep_theirs(femi, second, rank):
    """Bob's three thefts: 29 points by version 1, 44 by version 2, which counts from 31 March."""
    bob = six()["Bob"]
    before = rank()
    agreed(proposed(draft_of_matrix(femi), femi), second, TODAY)
    night, after = rank(date(2019, 3, 30), scheduled=True), rank()
    found = [(run.matrix.version, printed(run.scores.get(offender=bob).eighths)) for run in (before, night, after)]
    assert found == [(1, "29.00"), (1, "29.00"), (2, "44.00")]
    assert queries.latest_run(TODAY) == after


@pytest.mark.django_db(transaction=True)
def test_a_draft_is_proposed_while_it_is_being_tried(femi):
    """What a worker writes points to the draft; a person at its page does not wait for the worker."""
    row, over = draft_of_matrix(femi), threading.Event()
    done = []

    def work():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                done.append(proposed(row, femi).state)
        finally:
            connection.close()
            over.set()

    with transaction.atomic():
        previewing.preview(matrix=row, on=TODAY, by=command_line())
        thread = threading.Thread(target=work)
        thread.start()
        assert over.wait(10)
    thread.join()
    assert done == ["proposed"]


def test_movement_from_a_ranking_by_another_version_says_so(client, femi, second, rank):
    bob = six()["Bob"]
    rank(date(2019, 2, 28))
    address = reverse("casefile:section", args=[bob.public_id, "rank"])
    for day, told in ((None, False), (TODAY, True)):
        if day:
            agreed(proposed(draft_of_matrix(femi), femi), second, day)
        rank()
        as_(client, femi)
        client.post(f"/people/{bob.public_id}/why/", {"why": "Preparing a meeting about this person"})
        assert ("Part of the movement is of the points" in client.get("/ranking/").content.decode()) is told
        assert ("by version 1 of the matrix" in client.get(address, follow=True).content.decode()) is told


def filled(values=None, **changed):
    said_of = initial(values or points()) | {"because": "x", "source": "y"} | changed
    return {name: value for name, value in said_of.items() if value != ""}


class TestForm:
    @pytest.mark.parametrize("values", [points, more_for_several, more_for_confirmed])
    def test_a_version_goes_through_the_form_unchanged(self, values, scheme):
        form = MatrixForm(filled(values()))
        assert form.is_valid(), form.errors
        assert form.values() == values()

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"recency_2_bound": "28"}, "recency_2_bound"),
            ({"recency_2_points": "20"}, "recency_2_points"),
            ({"recency_4_points": ""}, "recency_4_points"),
            ({"recency_4_bound": ""}, "recency_4_bound"),
            ({"recency_2_bound": "", "recency_2_points": ""}, "recency_2_bound"),
            ({"reports_4_bound": "1", "reports_4_points": "1"}, "reports_3_bound"),
            ({"recency_1_points": "0"}, "recency_1_points"),
            ({"recency_1_points": "101"}, "recency_1_points"),
            ({"frequency_1_bound": "0"}, "frequency_1_bound"),
            ({"frequency_2_bound": "10"}, "frequency_2_bound"),
            ({"frequency_within": "0"}, "frequency_within"),
            ({"frequency_within": "3651"}, "frequency_within"),
            ({"severity_each_band": "21"}, "severity_each_band"),
            ({"kept_1_bottom": ""}, "kept_1_bottom"),
            ({"kept_1_top": "3"}, "kept_1_top"),
            ({"none_kept": "6"}, "none_kept"),
            ({"believed_grades": ["E"]}, "believed_grades"),
            ({"believed_grades": ["C"]}, "confirmed_grades"),
            ({"confirmed_sources": []}, "confirmed_sources"),
            ({"divided_in_custody": "3"}, "divided_in_custody"),
            ({"divided_in_custody": "8"}, "divided_outside_the_area"),
            ({"most": "0"}, "most"),
            ({"most": ""}, "most"),
            ({"because": ""}, "because"),
            ({"source": ""}, "source"),
        ],
    )
    def test_what_cannot_be_is_named(self, changed, field, scheme):
        form = MatrixForm(filled(**changed))
        assert not form.is_valid() and field in form.errors

    def test_what_is_wrong_says_which_number_it_is(self, scheme):
        form = MatrixForm(filled(recency_2_points="101", most="", drugs_within="0"))
        assert form.errors["recency_2_points"] == ["Recency, band 2, points: 100 or less."]
        assert form.errors["most"] == ["The most that a score can be (points): enter a whole number."]
        assert form.errors["drugs_within"] == ["Drugs: tests and reports within (days): 1 or more."]

    def test_the_last_band_may_go_and_another_may_come(self, scheme):
        form = MatrixForm(filled(recency_4_bound="", recency_4_points="", reports_3_bound="", kept_3_top=""))
        assert form.is_valid(), form.errors
        assert form.values()["recency"] == [[28, 20], [91, 15], [182, 10]]
        form = MatrixForm(filled(recency_5_bound="730", recency_5_points="2"))
        assert form.is_valid() and form.values()["recency"][-1] == [730, 2]

    def test_nothing_at_all_is_asked_for_again(self, scheme):
        form = MatrixForm({})
        assert not form.is_valid() and {"most", "because", "believed_grades"} <= set(form.errors)


class TestPages:
    def test_from_the_list_to_the_day(self, client, femi, second, at_once):
        six()
        as_(client, femi)
        page = client.get(reverse("matrix:list")).content.decode()
        assert "Draft a new version" in page and "counts today" in page and "the start" in page
        wrong = client.post(reverse("matrix:new"), filled(recency_2_bound="28"))
        assert (
            wrong.status_code == 422
            and "Recency, band 2: the band before reaches 28 days back" in wrong.content.decode()
        )
        assert client.post(reverse("matrix:new"), filled(more_for_several())).status_code == 302
        page = client.get(reverse("matrix:one", args=[2])).content.decode()
        assert "3 or more: 10 points → 3 or more: 25 points" in page and "It is being worked out" in page
        assert "It is being worked out" in client.get(reverse("matrix:changed", args=[2])).content.decode()
        outbox.relay()
        page = client.get(reverse("matrix:one", args=[2])).content.decode()
        assert "2 up, 2 down and 2 at the same rank, of 6 ranked" in page
        listed = client.get(reverse("matrix:changed", args=[2])).content.decode()
        assert "Frequency 10 → 25" in listed and "29.00 → 44.00" in listed and "4 → 2" in listed
        assert "Would be an emerging threat" in listed and "BOB, Ethan" in listed
        assert "EVE, Ethan" not in listed
        assert Entry.objects.filter(channel="ranking.matrix.who").count() == 5
        assert client.post(reverse("matrix:step", args=[2, "propose"]), {"edits": 1}).status_code == 302
        assert client.get(reverse("matrix:step", args=[2, "agree"])).status_code == 403
        as_(client, second)
        early = client.post(reverse("matrix:step", args=[2, "agree"]), {"edits": 1, "in_force_from": "1 3 2019"})
        assert early.status_code == 422 and "Choose today or a later day" in early.content.decode()
        given = {"edits": 1, "in_force_from": "1 4 2019"}
        assert client.post(reverse("matrix:step", args=[2, "agree"]), given).status_code == 302
        assert "Counts from 1 April 2019" in client.get(reverse("matrix:one", args=[2])).content.decode()
        assert client.get(reverse("matrix:changed", args=[2])).status_code == 404
        assert Run.objects.count() == 0

    def test_a_draft_is_changed_by_who_drafts_it(self, client, femi):
        draft_of_matrix(femi)
        as_(client, femi)
        assert client.get(reverse("matrix:change", args=[2])).context["form"]["frequency_3_points"].value() == 25
        values = filled(more_for_several(), most="90", edits="1")
        assert client.post(reverse("matrix:change", args=[2]), values).status_code == 302
        slow = client.post(reverse("matrix:change", args=[2]), values | {"most": "80"})
        assert slow.status_code == 422 and "while you had it open" in slow.content.decode()
        assert Matrix.objects.get(version=2).points["most"] == 90

    def test_it_is_asked_for_again_on_another_day_and_not_while_it_is_under_way(self, client, femi, at_once):
        row = draft_of_matrix(femi)
        as_(client, femi)
        outbox.relay()
        row.previews.update(as_of=date(2019, 3, 30))
        assert "Work it out on today" in client.get(reverse("matrix:changed", args=[2])).content.decode()
        for _ in range(2):
            assert client.post(reverse("matrix:again", args=[2])).status_code == 302
        assert outbox.relay() == 1
        assert "Nobody, of those whom you may see" in client.get(reverse("matrix:changed", args=[2])).content.decode()

    def test_to_whom_a_factor_is_not_shown_nobody_is_listed(self, client, femi, second, at_once):
        six()
        draft_of_matrix(femi, more_for_confirmed())
        outbox.relay()
        as_(client, second)
        page = client.get(reverse("matrix:changed", args=[2])).content.decode()
        assert "gives intelligence by other numbers" in page and "Ethan" not in page

    def test_the_list_of_whom_asks_as_often_for_many_as_for_few(
        self, client, femi, at_once, django_assert_max_num_queries
    ):
        six()
        row = draft_of_matrix(femi)
        as_(client, femi)
        numbers = []
        for more in range(2):
            for n in range(8 * more):
                for fay in [known(f"Fay{n}")] * 3:
                    arrested(fay, A_MONTH_AGO, code=THEFT_FROM_SHOP)
                Matrix.objects.filter(pk=row.pk).update(edits=row.edits + more)
            row.previews.all().delete()
            row.refresh_from_db()
            tasks.preview_matrix.run(2)
            with django_assert_max_num_queries(60) as asked:
                assert client.get(reverse("matrix:changed", args=[2])).status_code == 200
            numbers.append(len(asked))
        assert numbers[0] == numbers[1]

    @pytest.mark.parametrize(("reader", "links"), [("femi", True), ("aisha", False)])
    def test_the_ranking_and_a_persons_rank_name_the_version(self, client, person, scheme, rank, reader, links):
        ada = six()["Ada"]
        rank()
        as_(client, person(reader))
        address = reverse("casefile:section", args=[ada.public_id, "rank"])
        client.post(f"/people/{ada.public_id}/why/", {"why": "Preparing a meeting about this person"})
        for page in (client.get("/ranking/"), client.get(address, follow=True)):
            words = page.content.decode()
            assert "matrix, version 1" in words or "version 1</a>" in words
            assert (reverse("matrix:one", args=[1]) in words) is links


def test_the_words_of_version_1_are_its_numbers(scheme):
    assert said(Matrix.objects.get(version=1).points)["In custody divided by"] == "4"
