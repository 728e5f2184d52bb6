"""Bytes to records: every rule of spec/exchange.md, "Bytes", and garbage that must never be more than a problem."""

import tracemalloc
from io import BytesIO
from itertools import chain, islice, repeat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.rules import records as reading
from exchange.rules.cells import Day, Text
from exchange.rules.layout import Column, File
from exchange.rules.problems import Problems
from exchange.rules.records import BrokenRecord, Reader
from exchange.rules.rows import FileJudge
from offenders.models import Offender
from tests.exchange.small import AS_OF, Folder, told

WARRANTS = b"ref,offender_ref,kind,issued_on,resolved_on\n"


def read(raw: bytes) -> list[tuple[int, list[str]]]:
    found = []
    for lines, rows in Reader(BytesIO(raw)).batches():
        found += zip(lines, rows, strict=True)
    return found


@pytest.fixture(params=["one block", "small blocks"])
def blocks(request, monkeypatch):
    """Files are read in blocks; where a block ends must not matter."""
    if request.param == "small blocks":
        monkeypatch.setattr(reading, "BLOCK", 3)


SOUND = [
    (b"", []),
    (b"a,b", [(1, ["a", "b"])]),
    (b"a,b\n", [(1, ["a", "b"])]),
    (b"a,b\r\nc,d\r\n", [(1, ["a", "b"]), (2, ["c", "d"])]),
    (b"a,b\nc,d\r\n", [(1, ["a", "b"]), (2, ["c", "d"])]),
    (b"\xef\xbb\xbfa,b\n", [(1, ["a", "b"])]),
    (b'\xef\xbb\xbf"a",b\n', [(1, ["a", "b"])]),
    (b"a\n\xef\xbb\xbfb\n", [(1, ["a"]), (2, ["\ufeffb"])]),
    (b",\n", [(1, ["", ""])]),
    (b'"",""\n', [(1, ["", ""])]),
    (b'"a,b","c""d"\n', [(1, ["a,b", 'c"d'])]),
    (b'"a\nb",c\nd,e\n', [(1, ["a\nb", "c"]), (3, ["d", "e"])]),
    (b'"a\r\n\r\nb",c\r\nd,e', [(1, ["a\r\n\r\nb", "c"]), (4, ["d", "e"])]),
    (b'"a\rb",c\nd,e', [(1, ["a\rb", "c"]), (2, ["d", "e"])]),
    (b'x,"a\n""b""\n",y\nd,e,f', [(1, ["x", 'a\n"b"\n', "y"]), (4, ["d", "e", "f"])]),
    (b'""""\n', [(1, ['"'])]),
    (b" a , b \n", [(1, [" a ", " b "])]),
    (b"a\n\nb\n", [(1, ["a"]), (2, [""]), (3, ["b"])]),
    ("é,\U0001f600\u2028x\x85\x0b\n".encode(), [(1, ["é", "\U0001f600\u2028x\x85\x0b"])]),
]


@pytest.mark.parametrize(("raw", "rows"), SOUND)
def test_sound_bytes(raw, rows, blocks):
    assert read(raw) == rows


BROKEN = [
    (b'a,"b\nc,d\n', 1, '"b\nc,d\n'),
    (b'a,b\nc,"d', 2, '"d'),
    (b'a,b\n"c"x,d\ne,f\n', 2, '"c"x,d\n'),
    (b'a,b\nc"c"c,d\n', 2, 'c"c"c,d\n'),
    (b'a,b\nc,d"\ne,f\n', 2, 'd"\ne,f\n'),
    (b'"a\nb","c\n', 2, '"c\n'),
    (b"a,b\rc,d\r", 1, "b\rc,d\r"),
    (b'a,"b"\rc,d\n', 1, '"b"\rc,d\n'),
]


@pytest.mark.parametrize(("raw", "line", "value"), BROKEN)
def test_broken_bytes_are_named_by_line(raw, line, value, blocks):
    with pytest.raises(BrokenRecord) as broken:
        read(raw)
    assert (broken.value.line, broken.value.value) == (line, value)


def test_rows_before_a_broken_one_are_still_read():
    reader = Reader(BytesIO(b'a,b\nc,"d"\ne,"f\n'))
    batches = reader.batches()
    assert next(batches) == ([1, 2], [["a", "b"], ["c", "d"]])
    with pytest.raises(BrokenRecord):
        next(batches)


@pytest.mark.parametrize("raw", [b'a,"' + b"x\n" * 3000, b"a," + b"x" * 6000], ids=["open quote", "one line"])
def test_a_record_without_end_is_not_kept_in_memory(raw, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_RECORD", 5000)
    monkeypatch.setattr(reading, "BLOCK", 1000)
    with pytest.raises(BrokenRecord, match="at most 5,000"):
        read(raw)


@given(
    st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=8), st.sampled_from(["\n", "\r\n"]), st.booleans()
)
def test_whatever_is_quoted_by_the_rules_is_read_as_it_was(rows, end, bom):
    rows = [[cell.replace("\0", "") for cell in row] for row in rows]
    raw = end.join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert [row for _, row in read(b"\xef\xbb\xbf" * bom + raw.encode("utf-8", "surrogatepass"))] == [
        [cell.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape") for cell in row] for row in rows
    ]


TWO = File("two.csv", "ref", (Column("ref", "key"), Column("on", "day", optional=True)))


def judged(raw: bytes) -> tuple[Problems, int]:
    problems = Problems()
    judge = FileJudge(TWO, {"key": Text(64), "day": Day(AS_OF)}, problems)
    good = sum(len(batch.lines) - len(batch.bad) for batch in judge.batches(BytesIO(raw)))
    return problems, good


@given(st.binary(max_size=300) | st.text(alphabet='ab,"\r\n\0é-0129', max_size=200).map(str.encode))
@settings(max_examples=300)
def test_garbage_is_a_problem_and_never_an_error(raw):
    for start in (b"", b"ref,on\n"):
        problems, good = judged(start + raw)
        assert problems.total == 0 or all(p.line >= 1 and "\n" not in str(p) for p in problems)
        assert good >= 0


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (b"ref,on", []),
        (b"on,ref", []),
        (b"ref,on,deleted", []),
        (b"ref", ["on"]),
        (b"ref,on,on", ["on"]),
        (b"ref,on,deleted,deleted", ["deleted"]),
        (b"ref,on,name", ["name"]),
        (b"Ref,on", ["Ref", "ref"]),
        (b"ref, on", [" on", "on"]),
        (b"ref;on", ["on", "ref", "ref;on"]),
        (b"", ["", "on", "ref"]),
    ],
)
def test_every_column_is_there_once_in_any_order(header, columns):
    problems, _ = judged(header + b"\n")
    assert sorted(p.column for p in problems) == columns
    assert {p.line for p in problems} <= {1}


def test_an_empty_file_has_no_header():
    assert [(p.line, p.expected) for p in judged(b"")[0]] == [(1, "a header: ref,on")]


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (b"A", (2, "")),
        (b"A,2019-01-01,x", (2, "")),
        (b"", (2, "")),
        (b"A\0,2019-01-01", (2, "ref")),
        (b"A,2019-01-01\0", (2, "on")),
        (b"\xff,2019-01-01", (2, "ref")),
        (b"\xc3,2019-01-01", (2, "ref")),
        (b"\xed\xa0\x80,", (2, "ref")),  # half of a surrogate pair
        (b"\xc0\x80,", (2, "ref")),  # NUL, written too long
        (b'"A\nB\xe9",', (2, "ref")),
    ],
)
def test_one_bad_row_leaves_the_rest_judged(row, where):
    problems, good = judged(b"ref,on\n" + row + b"\nB,2019-01-02\nC,2019-13-01\n")
    (first, *others) = problems
    assert (first.line, first.column) == where
    assert [p.column for p in others] == ["on"]
    assert good == 1


def test_deleted_is_y_or_empty():
    problems, good = judged(b"ref,on,deleted\nA,,Y\nB,,\nC,,N\nD,,y\n")
    assert [(p.line, p.column) for p in problems] == [(4, "deleted"), (5, "deleted")]
    assert good == 2


class ManyRows:
    """A file of so many rows that is nowhere whole; some are quoted, some wrong."""

    THREE = b'"K""1",2019-01-01\nK2,2019-01-02\nK3,2019-99-01\n'

    def __init__(self, rows: int) -> None:
        self.rest = chain([b"ref,on\n"], repeat(self.THREE, rows // 3))

    def read(self, size: int) -> bytes:
        return b"".join(islice(self.rest, size // len(self.THREE)))


def peak(rows: int) -> int:
    """The most memory that judging so many rows takes, beside the file itself."""
    source, problems = ManyRows(rows), Problems()
    tracemalloc.start()
    try:
        for _ in FileJudge(TWO, {"key": Text(64), "day": Day(AS_OF)}, problems).batches(source):
            pass
        assert problems.total == rows // 3
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1 << 14)
    assert peak(120_000) < 1.3 * peak(30_000)


# The same through the whole import.


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


@pytest.mark.django_db
@pytest.mark.services
@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (WARRANTS + b'W1,P1,"warrant,2018-04-20,\nW2,P1,bench,2018-04-20,\n', (2, "")),
        (WARRANTS + b"W1,P1,warrant,2018-04-20,\0\n", (2, "resolved_on")),
        (WARRANTS.decode().encode("utf-16"), (1, None)),
        (WARRANTS.decode().encode("utf-16-le"), (1, None)),
        (WARRANTS + b"W1,P1,warrant,2018-04-20\n", (2, "")),
        (WARRANTS + b"W1,P1,\xe9,2018-04-20,\n", (2, "kind")),
        (WARRANTS.replace(b"\n", b"\r") + b"W1,P1,warrant,2018-04-20,\r", (1, "")),
        (WARRANTS + b"W1,P1," + b"x" * 10_000_000 + b",2018-04-20,\n", (2, "kind")),
        (WARRANTS + b'W1,P1,"' + b"x\n" * 5_000_000 + b'",2018-04-20,\n', (2, "kind")),
        (b"", (1, "")),
        (b"\xef\xbb\xbf", (1, "")),
    ],
)
def test_bytes_that_are_refused(raw, where, folder):
    folder.raw["warrants.csv"] = raw
    found = told(folder.load())
    assert {file for file, _, _ in found} == {"warrants.csv"}
    line, column = where
    assert found[0][1] == line
    assert column in (None, found[0][2])
    assert not Offender.objects.exists()


@pytest.mark.django_db
@pytest.mark.services
def test_a_broken_list_of_people_makes_nobody_missing(folder):
    folder.raw["offenders.csv"] = b'offender_ref,"pnc_id\n'
    assert {file for file, _, _ in told(folder.load())} == {"offenders.csv"}


@pytest.mark.django_db
@pytest.mark.services
@given(raw=st.binary(max_size=200))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_never_writes(raw, folder):
    folder.raw = {"warrants.csv": WARRANTS + raw, "scheme.json": raw}
    folder.load()
    assert not Offender.objects.exists()


def test_a_header_that_is_no_text_is_shown_in_words_that_can_be_kept():
    """A page keeps its problems in the database, which takes no NUL."""
    problems, _ = judged(b"ref,\x00\x00\nA,2019-01-01\n")
    assert problems
    assert not any("\x00" in problem.column + problem.value for problem in problems)
