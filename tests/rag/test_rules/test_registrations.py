"""Register says and panel says: what is to be done, and the probation system's own list as it is read."""

from datetime import date

import pytest

from rag.rules.registrations import MOST, Todo, read, todo

MARCH, APRIL, TODAY = date(2019, 3, 1), date(2019, 4, 1), date(2019, 4, 2)


@pytest.mark.parametrize(
    ("panel", "register", "has_crn", "said"),
    [
        (MARCH, None, True, Todo.ENTER),
        (MARCH, None, False, Todo.FIND_CRN),
        (MARCH, MARCH, True, Todo.NOTHING),
        (MARCH, APRIL, True, Todo.OTHER_DAY),
        (APRIL, MARCH, True, Todo.OTHER_DAY),
        (None, MARCH, True, Todo.END),
        (None, None, True, Todo.NOTHING),
        (None, None, False, Todo.NOTHING),
    ],
)
def test_what_is_to_be_done(panel, register, has_crn, said):
    assert todo(panel, register, has_crn=has_crn) is said


def test_every_thing_to_do_has_its_words():
    assert len({kind.words for kind in Todo}) == len(Todo)


@pytest.mark.parametrize("day", ["2019-03-01", "01/03/2019", " 1/3/2019 "])
def test_a_day_as_it_is_written_here_or_there(day):
    found, faults = read(f"CRN,Name,Registered_on\nX123456,somebody,{day}\n", TODAY)
    assert ([(one.line, one.crn, one.since) for one in found], faults) == ([(2, "X123456", MARCH)], [])


def test_an_empty_line_is_nobody_and_no_line_is_an_empty_list():
    assert read("crn,registered_on\n\n,\n", TODAY) == ([], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["Line 1: there is no column crn and no column registered_on"]),
        ("crn;registered_on\nX123456;2019-03-01", ["Line 1: there is no column crn and no column registered_on"]),
        ("crn\nX123456", ["Line 1: there is no column registered_on"]),
        ("crn,registered_on\nx123456,2019-03-01", ["Line 2: crn must be a CRN: a capital letter and six digits"]),
        ("crn,registered_on\nX12345,2019-03-01", ["Line 2: crn must be a CRN: a capital letter and six digits"]),
        (
            "crn,registered_on\nX123456,2019-03-01\nX123456,2019-03-01",
            ["Line 3: the CRN stands in line 2 already"],
        ),
        (
            "crn,registered_on\nX123456,2019-02-29\nX123457",
            [f"Line {line}: registered_on must be a day such as 2019-03-31 or 31/03/2019" for line in (2, 3)],
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, said):
    assert [str(fault) for fault in read(text, TODAY)[1]] == said


@pytest.mark.parametrize(("day", "faults"), [("2019-04-01", 0), ("2019-04-02", 0), ("2019-04-03", 1)])
def test_no_day_to_come(day, faults):
    assert len(read(f"crn,registered_on\nX123456,{day}", TODAY)[1]) == faults


@pytest.mark.parametrize(("many", "refused"), [(MOST, False), (MOST + 1, True)])
def test_as_many_as_a_file_may_have(many, refused):
    lines = "\n".join(f"X{number:06},2019-03-01" for number in range(many))
    found, faults = read(f"crn,registered_on\n{lines}", TODAY)
    assert (len(found), bool(faults)) == ((0, True) if refused else (many, False))


def test_nothing_of_a_value_is_said_again():
    faults = read("crn,registered_on\nJARVIS,Ethan", TODAY)[1]
    assert faults and not any("JARVIS" in str(fault) or "Ethan" in str(fault) for fault in faults)
