"""What holds of the measure whatever the register says."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reporting.rules import custody
from reporting.rules.episodes import episodes
from reporting.rules.facts import Membership, Person, Proved, Spell
from reporting.rules.figures import rounded
from reporting.rules.period import Period
from reporting.rules.suppression import DOUBT, SMALLEST, Line, Showing, protect
from reporting.rules.verdict import judge

YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))
days = st.dates(date(2015, 1, 1), date(2020, 12, 31))


@st.composite
def stretches(draw):
    start = draw(days)
    length = draw(st.none() | st.integers(0, 900))
    return start, None if length is None else start + timedelta(length)


times = st.lists(stretches(), max_size=5)


@given(times)
def test_united_days_are_the_days_that_some_spell_covers(inside):
    spells = [Spell(*each) for each in inside]
    covered = sum(
        any(s.admitted_on <= day and (s.released_on is None or day < s.released_on) for s in spells)
        for day in (YEAR.start + timedelta(n) for n in range(YEAR.days))
    )
    assert custody.days(spells, YEAR.start, YEAR.after) == covered


@given(times)
def test_episodes_keep_every_membership_and_never_touch(held):
    memberships = [Membership(on, off, "1" if off else None, "BD", str(n)) for n, (on, off) in enumerate(held)]
    found = episodes(memberships)
    assert sorted(m.ref for e in found for m in e.memberships) == sorted(m.ref for m in memberships)
    for earlier, later in pairwise(found):
        assert earlier.deselected_on is not None and earlier.deselected_on < later.selected_on


@given(times, times, st.lists(st.tuples(days, st.booleans()), max_size=8))
def test_somebody_is_counted_or_left_out_and_burglaries_are_offences(held, inside, arrests):
    memberships = tuple(Membership(on, off, "6B" if off else None) for on, off in held)
    spells, proved = tuple(Spell(*each) for each in inside), tuple(Proved(*each) for each in arrests)
    found = judge(Person(1, "T1", "Luton", memberships, spells, proved), YEAR)
    assert not (found.excluded and found.all_offences)
    if found.all_offences:
        assert found.dwelling_burglary.before <= found.all_offences.before
        assert found.dwelling_burglary.after <= found.all_offences.after <= 2 * len(arrests)


@given(st.fractions())
def test_rounding_is_the_nearest_whole_and_the_same_on_both_sides_of_zero(value):
    assert abs(rounded(value) - value) <= Fraction(1, 2)
    assert rounded(-value) == -rounded(value)


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(tables)
def test_no_line_of_a_table_gives_a_small_figure_away(table):
    values, lines = laid_out(table)
    showing = protect(values, lines)
    assert all(showing[key] is not Showing.SHOWN for key, value in values.items() if value < SMALLEST)
    for line in lines:
        for small in (cell for cell in line.cells if showing[cell] is Showing.FEW):
            left = possible(small, line, values, showing)
            # Where the whole line is hidden nothing more can be; "not shown" beside it may still say "not 0".
            hidden = all(showing[cell] is not Showing.SHOWN for cell in line.cells)
            assert left == set(range(SMALLEST)) or (hidden and len(left) >= SMALLEST - 1)


def laid_out(table):
    """The cells of a table with its totals, and its rows and columns as lines."""
    height, width = len(table), len(table[0])
    values = {(r, c): table[r][c] for r in range(height) for c in range(width)}
    values |= {(r, "total"): sum(table[r]) for r in range(height)}
    values |= {("total", c): sum(row[c] for row in table) for c in range(width)}
    values["total", "total"] = sum(map(sum, table))
    lines = [Line(tuple((r, c) for c in range(width)), (r, "total")) for r in [*range(height), "total"]]
    lines += [Line(tuple((r, c) for r in range(height)), ("total", c)) for c in [*range(width), "total"]]
    return values, lines


def possible(cell, line, values, showing):
    """What a reader of one line can still think of a cell, tried out value by value."""
    highest = max(values.values()) + DOUBT * 10

    def choices(key):
        if showing[key] is Showing.SHOWN:
            return {values[key]}
        return set(range(SMALLEST)) if showing[key] is Showing.FEW else set(range(SMALLEST, highest))

    sums = {0}
    for part in line.parts:
        if part != cell:
            sums = {s + value for s in sums for value in choices(part) if s + value <= highest}
    if cell == line.total:
        return {value for value in choices(cell) if value in sums}
    totals = choices(line.total)
    return {value for value in choices(cell) if any(total - value in sums for total in totals)}
