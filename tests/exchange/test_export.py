"""export_exchange: byte by byte, and what it cannot carry (spec/exchange.md, "Export")."""

from contextlib import contextmanager
from datetime import date
from hashlib import md5

import pytest
from django.apps import apps
from django.db import transaction

from agencies.code_lists import command_line
from audit.models import Entry, Verb
from exchange import export
from exchange.actions.imports import import_folder
from exchange.export import left_out
from exchange.rules.layout import FILES
from offenders.models import CaseLead, Offender
from tests.exchange.small import AS_OF, Folder, changed
from tests.factories import AgencyFactory, ContactFactory, OffenderFactory, arrested

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def written(path):
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


@contextmanager
def a_register_of_its_own():
    """What is done in here is undone afterwards, which leaves the empty register that it began with."""
    before = transaction.savepoint()
    yield
    transaction.savepoint_rollback(before)


def test_the_files_stand_in_the_formats_order_and_their_rows_by_person_and_key(folder, tmp_path):
    folder["offenders"].append({**folder["offenders"][1], "offender_ref": "P10"})
    folder["offenders"].append({**folder["offenders"][1], "offender_ref": "p1"})
    folder["offenders"].append({**folder["offenders"][1], "offender_ref": "É"})
    folder.load()
    export.write(tmp_path / "out")
    assert sorted(written(tmp_path / "out")) == sorted([*(file.name for file in FILES), "scheme.json"])
    for file in FILES:
        assert (tmp_path / "out" / file.name).read_bytes().split(b"\n")[0].decode() == ",".join(file.names)
    people = (tmp_path / "out" / "offenders.csv").read_text().splitlines()[1:]
    assert [row.split(",")[0] for row in people] == ["P1", "P10", "P2", "p1", "É"]
    assert people[0] == "P1,1997/0966342X,E404652,A9689KC,Iqbal,Wayne,1994-02-03,M,W1,N,Y"
    assert (tmp_path / "out" / "custody.csv").read_bytes().split(b"\n")[1:] == [
        b"C1,P1,HMP Wessex,sentence,2018-08-01,2018-09-01,62,good",
        b"C2,P1,HMP Wessex,remand,2019-02-01,,,",
        b"",
    ]


def test_export_import_into_an_empty_register_and_export_again_is_byte_identical(folder, tmp_path):
    folder["intelligence"][0]["summary"] = '=1+1\r\n\\.\n"x", <b>e\u0301</b> \ufeff\U0001f600 '
    folder["offenders"][0].update(family_name=" =Iqbal", given_names="\\N")
    folder.scheme["groupings"] = [{"name": "Both", "groups": {"Top": ["S"], "Bottom": ["N"]}}]
    folder.scheme["name"] = 'Wéssex "& Coast"'
    with a_register_of_its_own():
        folder.load()
        wayne = Offender.objects.get(ref="P1")
        ContactFactory(offender=wayne, agency=AgencyFactory(code="probation"))  # entered in the product
        export.write(tmp_path / "one")
    assert not Offender.objects.exists()
    assert list(import_folder(tmp_path / "one", by=command_line(), as_of=AS_OF).problems) == []
    export.write(tmp_path / "two")
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_an_export_that_comes_back_to_its_own_register_changes_nothing(folder, tmp_path):
    folder.load()
    someone = OffenderFactory(ref="0" * 31 + "a", area=Offender.objects.get(ref="P1").area)
    arrested(someone, date(2019, 3, 1))
    CaseLead.objects.all().delete()
    export.write(tmp_path / "out")
    result = import_folder(tmp_path / "out", by=command_line(), as_of=AS_OF)
    assert list(result.problems) == []
    assert {file: c["updated"] for file, c in changed(result).items() if "updated" in c} == {}
    assert result.counts["offenders.csv"]["created"] == 0


def test_one_key_of_two_senders_goes_out_as_two(folder, tmp_path):
    with a_register_of_its_own():
        folder.load()
        folder.load(source_name="Other")
        export.write(tmp_path / "out")
    other = md5(b"Other\nP1").hexdigest()
    people = [row.split(",")[0] for row in (tmp_path / "out" / "offenders.csv").read_text().splitlines()[1:]]
    assert sorted(people) == sorted(["P1", "P2", other, md5(b"Other\nP2").hexdigest()])
    spells = [row.split(",")[:2] for row in (tmp_path / "out" / "custody.csv").read_text().splitlines()[1:]]
    assert [md5(b"Other\nC1").hexdigest(), other] in spells
    assert list(import_folder(tmp_path / "out", by=command_line(), as_of=AS_OF).problems) == []
    export.write(tmp_path / "two")
    assert written(tmp_path / "out") == written(tmp_path / "two")


def test_who_is_withdrawn_does_not_go_out(folder, tmp_path):
    folder.load()
    folder.withdraw("offenders", "P2")
    folder.only("offenders").load()
    counted = export.write(tmp_path / "out")
    assert b"P2" not in b"".join(written(tmp_path / "out").values())
    assert counted["people withdrawn by their sender"] == 1


def test_what_the_format_cannot_carry_is_counted(folder, tmp_path):
    folder.load()
    leads = CaseLead.objects.count()
    assert leads == 2  # by rule: police or probation for each
    assert export.write(tmp_path / "out") == {"case leads": 2}


def test_a_table_that_is_new_is_counted_by_itself():
    """The lists name tables that there are; what none of them names is counted."""
    lists = ("CARRIED", "SCHEME", "CODES", "WORKED_OUT", "TERMS", "OF_THE_MACHINE")
    named = set().union(*(getattr(left_out, name) for name in lists))
    assert {label for label in named if label not in {m._meta.label_lower for m in apps.get_models()}} == set()


def test_everybody_who_goes_out_is_logged(folder, tmp_path):
    folder.load()
    export.write(tmp_path / "out")
    assert Entry.objects.filter(verb=Verb.DISCLOSED, channel="export_exchange").count() == 2


def test_the_files_are_their_owners_alone(folder, tmp_path):
    folder.load()
    export.write(tmp_path / "out")
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "out").iterdir()} == {0o600}


def test_a_register_without_a_scheme_is_not_written(tmp_path):
    with pytest.raises(export.NoScheme):
        export.write(tmp_path / "out")
    assert not (tmp_path / "out").exists()
