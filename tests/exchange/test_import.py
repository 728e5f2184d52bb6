"""import_exchange: what comes in, what a second import does, and what is withdrawn (spec/exchange.md)."""

from datetime import date

import pytest
from django.apps import apps

from agencies.code_lists import command_line
from agencies.models import Area, GroupingArea, Scheme
from audit.models import Entry, OutboxMessage, Source, Verb
from cohorts.models import Membership
from exchange.actions.imports import import_folder
from exchange.models import ImportRun, ImportStatus
from offenders.models import Arrest, Contact, CustodySpell, IntelligenceReport, Offence, Offender
from rag.models import Decision
from tests.exchange.small import AS_OF, Folder, changed, told
from tests.factories import CustodySpellFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def old_versions(model):
    """How many old versions of rows of a model the history keeps."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event").objects.count()


def test_a_folder_comes_in_with_every_row(folder):
    result = folder.load()
    assert list(result.problems) == []
    assert {file.removesuffix(".csv"): c["created"] for file, c in result.counts.items()} == {
        stem: len(rows) for stem, rows in folder.rows.items()
    }
    wayne = Offender.objects.get(ref="P1")
    assert (wayne.family_name, wayne.pnc_id, wayne.ethnicity_id, wayne.area.code, wayne.resident) == (
        "Iqbal",
        "1997/0966342X",
        "W1",
        "N",
        True,
    )
    zoe = Offender.objects.get(ref="P2")
    assert (zoe.given_names, zoe.pnc_id, zoe.ethnicity, zoe.area.code) == ("Zoë", "", None, "OUT")
    assert sorted(Arrest.objects.get(ref="A1").offences.values_list("ref", flat=True)) == ["O1", "O2"]
    assert CustodySpell.objects.get(ref="C2").released_on is None
    assert CustodySpell.objects.get(ref="C1").sentence_days == 62


def test_an_import_leaves_its_number_one_log_entry_and_one_message(folder):
    result = folder.load()
    run = ImportRun.objects.get()
    assert (run.pk, run.source_name, run.status) == (result.number, "Wessex", ImportStatus.FINISHED)
    assert run.counts["offenders.csv"] == {"read": 2, "created": 2, "updated": 0, "unchanged": 0}
    assert Offender.objects.filter(import_number=run.pk).count() == 2
    assert Entry.objects.filter(verb=Verb.COLLECTED, what="exchange.import_folder").count() == 1
    assert [m.payload for m in OutboxMessage.objects.filter(kind="facts_changed")] == [{"import_number": run.pk}]


def test_the_same_folder_twice_changes_nothing_and_writes_no_history(folder):
    folder.load()
    result = folder.load()
    assert changed(result) == {}
    assert result.counts["offences.csv"]["unchanged"] == 3
    for model in (Offender, Membership, Offence, Arrest, CustodySpell, Decision):
        assert old_versions(model) == 0


def test_the_same_key_again_is_the_same_row_corrected_and_its_old_value_kept(folder):
    folder.load()
    folder["offenders"][0].update(family_name="Iqbal-Shaw", crn="", area="S")
    result = folder.load()
    assert changed(result) == {"offenders.csv": {"updated": 1}}
    wayne = Offender.objects.get(ref="P1")
    assert (wayne.family_name, wayne.crn, wayne.area.code, wayne.import_number) == (
        "Iqbal-Shaw",
        "",
        "S",
        result.number,
    )
    assert old_versions(Offender) == 1


def test_an_empty_cell_erases(folder):
    folder.load()
    folder["memberships"][0].update(deselected_on="", deselection_code="")
    del folder["memberships"][1]
    folder.rows["memberships"].append({**folder["memberships"][0], "ref": "M2", "deleted": "Y"})
    for row in folder["memberships"]:
        row.setdefault("deleted", "")
    result = folder.load()
    assert list(result.problems) == []
    assert Membership.objects.get(ref="M1").deselected_on is None


def test_a_row_that_is_not_there_any_more_is_left_as_it_is(folder):
    folder.load()
    del folder["contacts"][0], folder["offences"][2]
    assert changed(folder.load()) == {}
    assert Contact.objects.filter(ref="K1").exists()


def test_a_file_that_is_missing_holds_nothing(folder):
    folder.only("offenders")
    assert changed(folder.load()) == {"offenders.csv": {"created": 2}}


def test_keys_are_unique_within_a_sender(folder):
    folder.load()
    result = folder.load(source_name="Wessex Prison")
    assert result.counts["offenders.csv"]["created"] == 2
    assert Offender.objects.filter(ref="P1").count() == 2


def test_an_offence_moves_to_another_arrest_and_an_arrest_without_offences_goes(folder):
    folder.load()
    folder["offences"][2].update(arrest_ref="A3")
    assert changed(folder.load()) == {"offences.csv": {"updated": 1}}
    assert sorted(Arrest.objects.values_list("ref", flat=True)) == ["A1", "A3"]


def test_an_arrest_that_is_corrected_whole_changes_its_day_and_its_person(folder):
    folder.load()
    for row in folder["offences"][:2]:
        row.update(offender_ref="P2", arrested_on="2018-05-02")
    assert changed(folder.load()) == {"offences.csv": {"updated": 2}}
    arrest = Arrest.objects.get(ref="A1")
    assert (arrest.offender.ref, arrest.arrested_on) == ("P2", date(2018, 5, 2))


def test_moved_between_prisons_in_one_folder_in_any_order(folder):
    folder.load()
    open_spell = folder["custody"][1]
    folder.rows["custody"] = [{**open_spell, "ref": "C3", "admitted_on": "2019-03-01"}, open_spell]
    open_spell["released_on"] = "2019-03-01"
    assert changed(folder.load()) == {"custody.csv": {"created": 1, "updated": 1}}


def test_withdrawing_a_row_keeps_it_in_history_alone(folder):
    folder.load()
    folder.withdraw("contacts", "K1")
    folder.withdraw("offences", "O3")
    assert changed(folder.load()) == {"contacts.csv": {"updated": 1}, "offences.csv": {"updated": 1}}
    assert not Contact.objects.filter(ref="K1").exists()
    assert not Arrest.objects.filter(ref="A2").exists()
    assert old_versions(Contact) == 1
    assert changed(folder.load()) == {}  # withdrawing what is not there is unchanged


def test_withdrawing_a_person_takes_their_facts_along_and_sending_them_again_brings_them_back(folder):
    folder.load()
    folder.withdraw("offenders", "P2")
    folder.only("offenders")
    assert changed(folder.load()) == {"offenders.csv": {"updated": 1}}
    assert list(Offender.objects.on_the_register().values_list("ref", flat=True)) == ["P1"]
    assert not Membership.objects.filter(ref="M3").exists()
    assert not Arrest.objects.filter(ref="A2").exists()
    assert changed(folder.load()) == {}
    zoe = Offender.objects.get(ref="P2").pk
    assert Folder(folder.path).load().counts["offenders.csv"]["created"] == 1
    assert Offender.objects.on_the_register().get(ref="P2").pk == zoe
    assert Membership.objects.filter(ref="M3").exists()


def test_a_row_about_somebody_who_is_withdrawn_is_refused(folder):
    folder.load()
    folder.withdraw("offenders", "P2")
    result = folder.load()
    assert ("memberships.csv", 4, "offender_ref") in told(result)
    assert ("offences.csv", 4, "offender_ref") in told(result)


def test_a_dry_run_counts_and_writes_nothing(folder):
    result = folder.load(dry_run=True)
    assert result.counts["offenders.csv"]["created"] == 2
    assert result.number is None
    assert not Offender.objects.exists()
    assert not Scheme.objects.exists()
    assert not ImportRun.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_text_is_kept_code_point_by_code_point(folder):
    summary = ' =HYPERLINK("x")\r\n\\.\n<script>alert(1)</script>\t\r,"quoted" e\u0301 \u200d\ufeff \U0001f600 NULL '
    folder["intelligence"][0]["summary"] = summary
    folder["offenders"][0].update(family_name=" =Iqbal", given_names="NULL", date_of_birth="0050-01-02")
    assert list(folder.load().problems) == []
    assert IntelligenceReport.objects.get().summary == summary
    wayne = Offender.objects.get(ref="P1")
    assert (wayne.family_name, wayne.given_names, wayne.date_of_birth) == (" =Iqbal", "NULL", date(50, 1, 2))


def test_ends_of_lines_inside_a_cell_are_kept_as_they_are(folder):
    folder["custody"][0]["establishment"] = "HMP\rWessex"
    folder["custody"][1]["establishment"] = "HMP\nWessex"
    assert list(folder.load().problems) == []
    kept = CustodySpell.objects.order_by("ref").values_list("establishment", flat=True)
    assert list(kept) == ["HMP\rWessex", "HMP\nWessex"]


def test_a_row_entered_here_is_judged_with_those_that_come(folder):
    folder.load()
    CustodySpellFactory(offender=Offender.objects.get(ref="P2"), admitted_on=AS_OF, establishment="HMP Wessex")
    folder["custody"].append({**folder["custody"][1], "ref": "C9", "offender_ref": "P2"})
    assert told(folder.load()) == [("custody.csv", 4, "released_on")]


# scheme.json


def test_a_later_scheme_adds_and_renames_and_never_removes(folder):
    folder.load()
    folder.scheme["areas"] = [
        {"code": "E", "name": "East", "parent": "Wessex Police"},
        {"code": "S", "name": "South and Coast", "parent": "Coast Police"},
    ]
    folder.load()
    areas = Area.objects.of_the_scheme().values_list("code", "name", "parent__code")
    assert list(areas) == [
        ("E", "East", "Wessex Police"),
        ("S", "South and Coast", "Coast Police"),
        ("N", "North", "Wessex Police"),
    ]


def test_a_scheme_that_is_renamed_keeps_its_keys(folder):
    folder.load()
    folder.scheme["name"] = "Wessex and Coast"
    assert changed(folder.load()) == {}
    assert Scheme.objects.get().name == "Wessex and Coast"
    assert not Source.objects.filter(name="Wessex").exists()


def test_a_grouping_is_as_the_file_has_it(folder):
    folder.scheme["groupings"] = [{"name": "Both", "groups": {"Top": ["N"], "Bottom": ["S"]}}]
    folder.load()
    folder.scheme["groupings"][0]["groups"] = {"All": ["S", "N"]}
    folder.load()
    members = GroupingArea.objects.order_by("position").values_list("group", "area__code")
    assert list(members) == [("All", "S"), ("All", "N")]


def test_a_register_that_has_a_scheme_needs_none_sent(folder):
    folder.load()
    path = folder.write()
    (path / "scheme.json").unlink()
    assert changed(import_folder(path, by=command_line(), as_of=AS_OF)) == {}


def test_passing_a_cohorts_maximum_is_a_warning(folder):
    folder.scheme["cohorts"][1]["maximum"] = 0
    result = folder.load()
    assert list(result.problems) == []
    assert result.warnings == ["More people on cohort HI than its maximum: 1 of 0."]
