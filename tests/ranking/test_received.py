"""Scores from elsewhere: written down as they came, beside the ranking's score and never in it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from exchange.export.left_out import left_out
from offenders.writing import Stale, history
from ranking import received
from ranking.models import ReceivedScore, Score
from tests.conftest import TODAY
from tests.ranking.test_views import known

pytestmark = pytest.mark.django_db
SAID = {
    "tool": "rsr", "tool_version": "2", "score": "3.1%", "band": "Low", "scored_on": date(2019, 3, 1),
    "received_from": "OASys of Luton probation",
}  # fmt: skip


@pytest.fixture
def wayne(scheme):
    return known("Wayne", "police", "probation", "prison", "housing", offences=1)


@pytest.fixture
def add(wayne, person):
    """`add()` writes Wayne's RSR of 1 March down for the coordinator; other values by name."""

    def written(who="femi", key=None, **other):
        return received.add(offender=wayne, by=person(who), request_key=key or uuid4(), **{**SAID, **other})

    return written


class TestActions:
    def test_it_stands_as_it_was_received(self, add, wayne):
        row = add(score=" 3.1% ")
        assert (row.score, row.band, row.tool_version, row.get_tool_display()) == (
            "3.1%", "Low", "2", "RSR (serious recidivism)"
        )  # fmt: skip
        assert row.created_by.full_name == "Femi Ade"

    def test_the_same_form_twice_is_one(self, add):
        key = uuid4()
        assert add(key=key) == add(key=key)
        assert ReceivedScore.objects.count() == 1

    def test_the_ranking_counts_none_of_it(self, add, wayne, rank):
        before = rank().scores.get(offender=wayne).eighths
        add(tool="ogrs", score="99%", band="Very high")
        assert Score.objects.filter(run=rank(), offender=wayne).get().eighths == before

    @pytest.mark.parametrize(
        ("day", "fault"),
        [(TODAY + timedelta(1), "not over yet"), (TODAY, ""), (date(1990, 5, 3), ""), (date(1990, 5, 2), "before")],
    )
    def test_the_day_is_over_and_after_birth(self, day, fault, add):
        if not fault:
            assert add(scored_on=day).scored_on == day
            return
        with pytest.raises(ValidationError, match=fault):
            add(scored_on=day)

    def test_who_only_reads_scores_writes_none(self, add):
        with pytest.raises(PermissionDenied):
            add(who="ines")

    def test_a_correction_keeps_what_it_said(self, add, person):
        row = add()
        received.correct(row=row, by=person("femi"), version=1, because="Misread.", values={**SAID, "score": "31%"})
        row.refresh_from_db()
        assert row.score == "31%" and len(list(history(row))) == 2
        with pytest.raises(Stale):
            received.correct(row=row, by=person("femi"), version=1, because="Again.", values=SAID)

    def test_an_export_counts_what_it_cannot_carry(self, add):
        add()
        assert left_out()["received scores"] == 1


def page_of(client, who, name="rank"):
    client.post(reverse("visits:why", args=[who.public_id]), {"why": "Standing in for a colleague"})
    response = client.get(reverse("casefile:section", args=[who.public_id, name]))
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def at(name, who, *more):
    return reverse(f"scores:{name}", args=[who.public_id, *more])


class TestPages:
    def test_each_tool_stands_with_its_history_beside_ours(self, add, wayne, rank, signed_in):
        add(), add(tool="ogrs", tool_version="3", score="57%", band="", scored_on=date(2018, 5, 1))
        add(tool="ogrs", tool_version="3", score="61%", band="", scored_on=date(2019, 1, 9))
        rank()
        page = page_of(signed_in("femi"), wayne)
        assert "Rank 1 of 1, score 41.00" in page
        ours = page[page.index("Scores from elsewhere") :]
        assert "None of them is counted in the ranking’s score" in ours
        # The newest of a tool first, and every older one below it.
        assert ours.index("9 Jan 2019 61% none given") < ours.index("1 May 2018 57%") < ours.index("3.1% Low OASys")

    def test_a_score_is_recorded_by_form_once(self, wayne, signed_in):
        femi = signed_in("femi")
        page_of(femi, wayne)
        form = femi.get(at("add", wayne)).context["form"]
        sent = {**SAID, "scored_on": "1 3 2019", "request_key": form["request_key"].value()}
        for _ in range(2):
            assert femi.post(at("add", wayne), sent).status_code == 302
        assert ReceivedScore.objects.get().score == "3.1%"
        assert Entry.objects.filter(what="ranking.add_received_score", offender_id=wayne.pk).exists()

    def test_what_is_missing_is_said(self, wayne, signed_in):
        femi = signed_in("femi")
        page_of(femi, wayne)
        response = femi.post(at("add", wayne), {"request_key": uuid4()})
        assert response.status_code == 422
        assert "Choose the tool." in response.content.decode()

    def test_who_was_slower_is_shown_what_it_says_now(self, add, wayne, signed_in, person):
        row, femi = add(), signed_in("femi")
        page_of(femi, wayne)
        received.correct(row=row, by=person("femi"), version=1, because="Misread.", values={**SAID, "score": "31%"})
        sent = {**SAID, "scored_on": "1 3 2019", "score": "13%", "version": 1, "because": "Typed wrong."}
        response = femi.post(at("correct", wayne, row.pk), sent)
        assert response.status_code == 409
        text = response.content.decode()
        assert "31%" in text and "13%" in text

    def test_a_mistake_is_removed_and_leaves_its_trace(self, add, wayne, signed_in):
        row, femi = add(), signed_in("femi")
        page_of(femi, wayne)
        sent = {"version": 1, "because": "Somebody else’s."}
        assert femi.post(at("remove", wayne, row.pk), sent).status_code == 302
        assert not ReceivedScore.objects.exists()
        assert "Somebody else’s." in page_of(femi, wayne, "removed")

    def test_probation_reads_it_and_housing_does_not(self, add, wayne, rank, signed_in):
        add()
        rank()
        assert "3.1%" in page_of(signed_in("ines"), wayne)
        assert "3.1%" not in page_of(signed_in("carla"), wayne)

    def test_without_a_ranking_they_stand_all_the_same(self, add, wayne, signed_in):
        add()
        page = page_of(signed_in("femi"), wayne)
        assert "Nobody has been ranked yet" in page and "3.1%" in page

    def test_ten_take_as_many_queries_as_one(self, add, wayne, rank, signed_in):
        rank()
        client = signed_in("femi")

        def queries():
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse("casefile:section", args=[wayne.public_id, "rank"]))
            return len(captured)

        add()
        page_of(client, wayne)
        few = queries()
        for month in range(1, 10):
            add(scored_on=date(2018, month, 1))
        assert queries() == few
