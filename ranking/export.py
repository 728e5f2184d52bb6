"""A run as CSV: the columns of spec/exchange.md, LF, the score with two decimals.

Whoever is under 18 on its day goes to police and youth justice alone (ranking.visible); in what anybody else is given
the others are counted by themselves, so that no rank is missing where somebody young would stand.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

from django.db import transaction

from agencies.models import Agency
from audit import log
from audit.log import Actor
from audit.spreadsheets import defused
from ranking.models import Run, Score
from ranking.rules import FACTORS, printed
from ranking.visible import gives_the_young

COLUMNS = ("rank", "offender_ref", "score", *FACTORS)
CHUNK = 5_000


class Writable(Protocol):
    def write(self, text: str, /) -> Any: ...


def write(run: Run, to: Writable, *, by: Actor, reason: str, given_to: Agency | None = None) -> int:
    """Write a run, logging each person's disclosure before their row goes out; returns how many rows.

    `given_to` is whom it is for; of nobody in particular it is for whoever sees least.
    """
    rows = csv.writer(to, lineterminator="\n")
    rows.writerow(COLUMNS)
    written = 0
    for chunk in _chunks(_scores(run, gives_the_young(given_to))):
        with transaction.atomic():
            people = [row[0] for row in chunk]
            log.disclosed(people, by=by, channel="export_ranking", categories=["scores"], reason=reason)
        rows.writerows([rank, defused(ref), printed(eighths), *points] for _, rank, ref, eighths, *points in chunk)
        written += len(chunk)
    return written


def _scores(run: Run, the_young: bool) -> Iterator[tuple[Any, ...]]:
    rank = "rank" if the_young else "adult_rank"
    scores = Score.objects.filter(run=run, offender__withdrawn=False, **{f"{rank}__isnull": False}).order_by("rank")
    return scores.values_list("offender", rank, "offender__ref", "eighths", *FACTORS).iterator(CHUNK)


def _chunks(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
