"""What a ZIP may hold; it is judged by its list of contents, before anything of it is opened."""

import io
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange import uploads
from exchange.uploads import archive as archives
from tests.exchange import folders


def judged(data: bytes) -> list[str]:
    return [entry.filename for entry in uploads.check(io.BytesIO(data), len(data))]


@pytest.mark.parametrize("folder", ["", "register/", "a/b/"])
def test_a_folder_of_csv_files_is_let_in(folder):
    contents = {**folders.files(folders.JARVIS), "README.txt": b"", "photo.jpg": b""}
    assert judged(folders.archive(contents, folder)) == [f"{folder}scheme.json", f"{folder}offenders.csv"]


def test_what_a_mac_adds_is_ignored():
    contents = {"r/offenders.csv": b"", "__MACOSX/r/._offenders.csv": b""}
    assert judged(folders.archive(contents)) == ["r/offenders.csv"]


def locked() -> bytes:
    data = bytearray(folders.archive({"offenders.csv": b"x"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("offenders.csv", "a")
        file.writestr("OFFENDERS.csv", "b")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a ZIP"),
        (b"offender_ref,pnc_id\n", "not a ZIP"),
        (b"PK\x03\x04" + b"\0" * 100, "not a ZIP"),
        (folders.archive({"offenders.csv": b"x"})[:-10], "not a ZIP"),
        (folders.archive({"../offenders.csv": b"x"}), "leads out"),
        (folders.archive({"/etc/offenders.csv": b"x"}), "leads out"),
        (folders.archive({"..\\offenders.csv": b"x"}), "leads out"),
        (folders.archive({"C:offenders.csv": b"x"}), "leads out"),
        (folders.entry("offenders.csv", stat.S_IFLNK | 0o777, b"/etc/passwd"), "link"),
        (folders.entry("offenders.csv", stat.S_IFIFO | 0o600), "link"),
        (locked(), "password"),
        (twice(), "same name twice"),
        (folders.archive({"a/offenders.csv": b"", "b/rag.csv": b""}), "more than one folder"),
        (folders.archive({"README.txt": b"x"}), "no CSV"),
        (folders.archive({}), "no CSV"),
        (folders.archive({"offenders\n.csv": b"x"}), "not one of the format"),
    ],
)
def test_what_is_refused(data, words):
    with pytest.raises(uploads.Refused, match=words):
        judged(data)


@pytest.mark.parametrize(("entries", "let_in"), [(10_000, True), (10_001, False)])
def test_ten_thousand_entries_and_one(entries, let_in):
    data = folders.archive({"offenders.csv": b"", **{f"{n}.txt": b"" for n in range(entries - 1)}})
    if let_in:
        assert judged(data) == ["offenders.csv"]
    else:
        with pytest.raises(uploads.Refused, match="10,000"):
            judged(data)


def test_a_list_that_is_longer_than_it_says_is_not_read(monkeypatch):
    """The last record claims one entry; the size of the list gives it away before it is read."""
    data = bytearray(folders.archive({"offenders.csv": b"", **{f"{n}.txt": b"" for n in range(300)}}))
    at = data.rindex(b"PK\x05\x06")
    data[at + 8 : at + 12] = (1).to_bytes(2, "little") * 2
    monkeypatch.setattr(archives, "MOST_LIST_BYTES", 1000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(uploads.Refused, match="10,000"):
        judged(bytes(data))


@pytest.mark.parametrize(("unpacked", "let_in"), [(1000, True), (1001, False)])
def test_a_bomb_is_refused_by_its_declared_size(monkeypatch, unpacked, let_in):
    monkeypatch.setattr(archives, "ALWAYS_LET_IN", 0)
    data = folders.archive({"offenders.csv": b"0" * unpacked})
    monkeypatch.setattr(archives, "MOST_BYTES_FOR_EACH", 1000 / len(data))
    if let_in:
        assert judged(data) == ["offenders.csv"]
    else:
        with pytest.raises(uploads.Refused, match="larger than a register"):
            judged(data)


def test_a_declared_size_that_lies_writes_no_more_than_declared(tmp_path):
    data = bytearray(folders.archive({"offenders.csv": b"0" * 5000}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path = tmp_path / "upload.zip"
    path.write_bytes(data)
    (tmp_path / "files").mkdir()
    with pytest.raises(uploads.Refused, match=r"broken|more than"):
        uploads.unpack(path, tmp_path / "files")
    assert sum(file.stat().st_size for file in (tmp_path / "files").iterdir()) <= 10


def test_it_is_unpacked_flat_into_our_own_folder(tmp_path):
    path = tmp_path / "upload.zip"
    path.write_bytes(folders.archive({**folders.files(folders.JARVIS), "note.txt": b"x"}, "register/"))
    (tmp_path / "files").mkdir()
    uploads.unpack(path, tmp_path / "files")
    assert sorted(file.name for file in (tmp_path / "files").iterdir()) == ["offenders.csv", "scheme.json"]


GOOD = folders.archive({**folders.files(folders.JARVIS * 50), "note.txt": b"x"}, "register/")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=400).map(lambda data: b"PK\x03\x04" + data),
        st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6),
    )
)
def test_garbage_is_refused_and_never_writes_elsewhere(garbage):
    """Anything at all is either let in or refused in words; what is let in lands in our folder."""
    data = bytearray(GOOD) if isinstance(garbage, list) else garbage
    if isinstance(garbage, list):
        for at, byte in garbage:
            data[at] = byte
    with tempfile.TemporaryDirectory() as place:
        archive, folder = Path(place) / "upload.zip", Path(place) / "files"
        archive.write_bytes(bytes(data))
        folder.mkdir()
        try:
            uploads.unpack(archive, folder)
        except uploads.Refused as refused:
            assert str(refused).endswith(".")
        assert sorted(path.name for path in Path(place).iterdir()) == ["files", "upload.zip"]
