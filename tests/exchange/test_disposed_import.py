"""Who was disposed of is not taken in again by the next import that sends them, until somebody lets them in."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from agencies.roles import Role
from exchange.models import ImportRun
from offenders.models import Arrest, Contact, CustodySpell, Offence, Offender
from retention import actions, disposed
from retention.erasing import erase
from retention.models import DisposalCertificate, ReviewGroup
from tests.exchange.small import AS_OF, Folder, changed
from tests.people import make_for

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


@pytest.fixture
def nadia(scheme):
    return make_for("police", Role.COORDINATOR)


@pytest.fixture
def certificate(folder, person, nadia):
    """Wayne Iqbal (P1) came with the folder and was disposed of."""
    folder.load()
    wayne = Offender.objects.select_related("source").get(ref="P1")
    keys = disposed.digests(wayne)
    erase(wayne.pk)
    made = DisposalCertificate.objects.create(
        number=1,
        group=ReviewGroup.objects.first(),
        due_on=date(2019, 1, 1),
        proposed_by=person("femi"),
        approved_by=nadia,
        log_entry=1,
        counts={},
    )
    disposed.remember(made, keys)
    return made


def says():
    on = timezone.localdate()
    return (
        f"1 person was disposed of on {on.day} {on:%B %Y} (certificate 1) and is not taken in again. "
        "Who keeps records may let them in, from the certificate."
    )


def test_the_same_folder_again_brings_nothing_of_them(folder, certificate):
    result = folder.load()
    assert list(result.problems) == []
    assert result.not_taken == [says()]
    assert changed(result) == {}
    assert list(Offender.objects.values_list("ref", flat=True)) == ["P2"]
    assert not Arrest.objects.exclude(offender__ref="P2").exists()
    assert not CustodySpell.objects.exists()
    read = result.counts["offenders.csv"]
    assert (read["read"], read["unchanged"]) == (2, 1)
    assert ImportRun.objects.get(pk=result.number).not_taken == [says()]


def test_a_dry_run_says_the_same(folder, certificate):
    assert folder.load(dry_run=True).not_taken == [says()]


def test_facts_that_come_alone_are_left_out_too(folder, certificate):
    result = folder.only("custody", "offences").load()
    assert list(result.problems) == []
    assert result.not_taken == [says()]
    assert not CustodySpell.objects.exists()
    assert set(Offence.objects.values_list("ref", flat=True)) == {"O3"}


@pytest.mark.parametrize("column", ["pnc_id", "crn", "prison_number"])
def test_under_another_key_each_number_gives_them_away(folder, certificate, column):
    row = folder["offenders"][0]
    row["offender_ref"] = "NEW"
    for name in {"pnc_id", "crn", "prison_number"} - {column}:
        row[name] = ""
    for stem in set(folder.rows) - {"offenders"}:
        folder[stem].clear()
    result = folder.only("offenders").load()
    assert result.not_taken == [says()]
    assert not Offender.objects.filter(ref="NEW").exists()


def test_whom_nothing_gives_away_is_somebody_else(folder, certificate):
    row = folder["offenders"][0]
    row.update(offender_ref="NEW", pnc_id="", crn="", prison_number="")
    result = folder.only("offenders").load()
    assert result.not_taken == []
    assert Offender.objects.filter(ref="NEW").exists()


def test_once_let_in_everything_comes(folder, certificate, nadia):
    actions.let_in(certificate=certificate, reason="Arrested again in May.", by=nadia)
    result = folder.load()
    assert result.not_taken == []
    assert Offender.objects.filter(ref="P1").exists()
    assert CustodySpell.objects.filter(offender__ref="P1").count() == 2
    assert changed(folder.load()) == {}


def test_others_contacts_are_untouched(folder, certificate):
    folder["contacts"][0]["outcome"] = "missed_unacceptable"
    assert changed(folder.load()) == {"contacts.csv": {"updated": 1}}
    assert Contact.objects.get(offender__ref="P2").outcome == "missed_unacceptable"


def test_the_command_says_so(folder, certificate):
    out, err = StringIO(), StringIO()
    call_command("import_exchange", str(folder.write()), "--as-of", AS_OF.isoformat(), stdout=out, stderr=err)
    assert says() in err.getvalue()
    assert json.loads(out.getvalue())["created"]["offenders.csv"] == 0


def test_the_imports_page_says_so(folder, certificate, signed_in):
    run = ImportRun.objects.get(pk=folder.load().number)
    page = signed_in("femi").get(reverse("exchange:run", args=[run.public_id])).content.decode()
    assert "(certificate 1) and is not taken in again" in page
