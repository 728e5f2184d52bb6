"""Where everybody would stand by a draft of the matrix, beside where they stand by the one that counts.

Both are the ranking's own statement (ranking.sql), in one statement that reads one consistent state of the register.
What differs is kept; what is counted of everybody comes out of it.
"""

from datetime import date
from typing import Any

from ranking.rules import FACTORS, ScoringMatrix
from ranking.sql import member, of_the_day, of_the_matrix, ranked

RANKS = ("rank", "adult_rank")
WAS, WOULD = "was_", "would_"  # before the names of each matrix's parameters

_DIFFERS = " OR ".join(f"was.{factor} <> would.{factor}" for factor in FACTORS)
_POINTS = ", ".join(
    f"'{factor}', CASE WHEN was.{factor} <> would.{factor} THEN jsonb_build_array(was.{factor}, would.{factor}) END"
    for factor in FACTORS
)


def _threat(rank: str) -> str:
    """The best of the lowest members by these ranks, as a run keeps it (ranking.sql.STANDING)."""
    return f"(array_agg({rank} ORDER BY {rank} DESC) FILTER (WHERE {rank} IS NOT NULL))" + (
        f"[(count({rank}) * %(percent)s + 99) / 100] AS {rank}"
    )


_COMPARED = f"""
        SELECT would.id, was.rank AS was_rank, would.rank, was.adult_rank AS was_adult_rank, would.adult_rank,
            was.eighths AS was_eighths, would.eighths, {member("would.id")} AS member,
            jsonb_strip_nulls(jsonb_build_object({_POINTS})) AS points,
            was.eighths <> would.eighths OR {_DIFFERS} AS differs
        FROM was JOIN would ON would.id = was.id"""

_LINES = f"""
        SELECT {", ".join(_threat(f"{before}{rank}") for rank in RANKS for before in (WAS, ""))}
        FROM compared WHERE member"""


def _passes(rank: str) -> str:
    """Somebody on no cohort is above the lowest members by one of the two matrices alone."""
    was = f"coalesce(compared.was_{rank} < lines.was_{rank}, false)"
    return f"{was} <> coalesce(compared.{rank} < lines.{rank}, false)"


_KEPT = f"""
        INSERT INTO ranking_matrixmove (preview_id, offender_id, was_rank, rank, was_adult_rank, adult_rank,
            was_eighths, eighths, points, member)
        SELECT %(preview)s, id, compared.was_rank, compared.rank, compared.was_adult_rank, compared.adult_rank,
            was_eighths, eighths, points, member
        FROM compared CROSS JOIN lines
        WHERE differs OR {" OR ".join(f"compared.{rank} IS DISTINCT FROM compared.was_{rank}" for rank in RANKS)}
            OR NOT member AND ({" OR ".join(_passes(rank) for rank in RANKS)})"""


def _totals(rank: str) -> str:
    """How many there are by these ranks, rise and fall, how far at most and in the middle, and the two lines."""
    up = f"was_{rank} - {rank}"
    counts = {
        "people": f"count({rank})",
        "up": f"count(*) FILTER (WHERE {up} > 0)",
        "down": f"count(*) FILTER (WHERE {up} < 0)",
        "most_up": f"greatest(max({up}), 0)",
        "most_down": f"greatest(max(-({up})), 0)",
        "middle": f"percentile_disc(0.5) WITHIN GROUP (ORDER BY abs({up})) FILTER (WHERE {up} <> 0)",
        "was_threat": f"(SELECT was_{rank} FROM lines)",
        "threat": f"(SELECT {rank} FROM lines)",
    }
    pairs = ", ".join(f"'{name}', {value}" for name, value in counts.items())
    return f"jsonb_build_object({pairs})"


def statement(was: ScoringMatrix, would: ScoringMatrix) -> str:
    """Keeps the moves of a preview, and gives its totals by everybody's ranks and by those of 18 and over."""
    return f"""
    WITH was AS MATERIALIZED ({ranked(was, WAS)}),
    would AS MATERIALIZED ({ranked(would, WOULD)}),
    compared AS MATERIALIZED ({_COMPARED}),
    lines AS MATERIALIZED ({_LINES}),
    kept AS ({_KEPT})
    SELECT jsonb_build_object({", ".join(f"'{rank}', {_totals(rank)}" for rank in RANKS)})
    FROM compared"""


def parameters(preview: int, on: date, percent: int, was: ScoringMatrix, would: ScoringMatrix) -> dict[str, Any]:
    mine = {**of_the_matrix(was, WAS), **of_the_matrix(would, WOULD)}
    return {"preview": preview, "percent": percent, **of_the_day(on), **mine}
