"""An import works out who is involved for its own people alone; the night, for everybody, then finds nothing more."""

import pytest

from agencies.code_lists import command_line
from exchange import involvement
from offenders.models import Involvement
from tests.conftest import TODAY
from tests.exchange.small import Folder
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]

NOTHING = involvement.Refreshed(opened=0, closed=0, leads=0)
PRISON = {"code": "prison", "name": "HMP Wessex", "kind": "prison"}


def the_night():
    return involvement.refresh(TODAY, by=command_line())


def held() -> set[tuple[str, str, str]]:
    rows = Involvement.objects.in_force(TODAY).exclude(reason__in=["home_police", "leads"])
    return set(rows.values_list("offender__ref", "agency__code", "reason"))


FIRST = {
    ("P1", "police", "cohort"), ("P1", "probation", "cohort"), ("P1", "police", "referred"),
    ("P2", "police", "cohort"), ("P2", "probation", "cohort"), ("P2", "probation", "supervises"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "in")
    assert list(folder.load().problems) == []
    assert held() == FIRST and the_night() == NOTHING
    return folder


def supervision_withdrawn(folder):
    folder.only("supervision").withdraw("supervision", "S1")


def supervision_of_somebody_else(folder):
    folder.only("supervision")["supervision"][0]["offender_ref"] = "P1"


def supervision_goes_on(folder):
    folder.only("supervision")["supervision"][1]["ended_on"] = ""


def membership_ended(folder):
    folder.only("memberships")["memberships"][2].update(deselected_on="2019-03-31", deselection_code="1")


def person_withdrawn(folder):
    folder.withdraw("offenders", "P1")
    folder.only("offenders")


def person_withdrawn_and_back(folder):
    person_withdrawn(folder)
    folder.load()
    for row in folder["offenders"]:
        row["deleted"] = ""


def new_person(folder):
    more = {"offender_ref": "P3", "pnc_id": "", "date_of_birth": "1999-01-01"}
    folder.only("offenders", "supervision")["offenders"].append({**folder["offenders"][0], **more, "crn": ""})
    folder["offenders"][-1]["prison_number"] = ""
    folder["supervision"].append({**folder["supervision"][0], "ref": "S3", "offender_ref": "P3"})


def prison_is_an_agency_now(folder):
    """Nobody is named by the folder, yet whom the prison holds is known of everybody."""
    folder.only().scheme["agencies"].append(PRISON)


def contacts_alone(folder):
    folder.only("contacts")["contacts"][0]["outcome"] = "missed_acceptable"


@pytest.mark.parametrize(
    ("change", "less", "more"),
    [
        (supervision_withdrawn, {("P2", "probation", "supervises")}, set()),
        (supervision_of_somebody_else, {("P2", "probation", "supervises")}, {("P1", "probation", "supervises")}),
        (supervision_goes_on, set(), {("P1", "probation", "supervises")}),
        (membership_ended, {("P2", "police", "cohort"), ("P2", "probation", "cohort")}, set()),
        (person_withdrawn, {row for row in FIRST if row[0] == "P1"}, set()),
        (person_withdrawn_and_back, {row for row in FIRST if row[0] == "P1"}, set()),
        (new_person, set(), {("P3", "probation", "supervises")}),
        (prison_is_an_agency_now, set(), {("P1", "prison", "holds"), ("P2", "prison", "referred")}),
        (contacts_alone, set(), set()),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_import_and_the_night_give_the_same_rows(folder, change, less, more):
    change(folder)
    result = folder.load()
    assert list(result.problems) == []
    assert held() == (FIRST - less) | more
    rows = list(Involvement.objects.order_by("pk").values())
    assert the_night() == NOTHING
    assert list(Involvement.objects.order_by("pk").values()) == rows


def test_an_import_leaves_everybody_else_to_the_night(folder):
    """Somebody whom the folder does not name is looked at by the night and not by the import."""
    other = OffenderFactory()
    folder.load()
    assert not Involvement.objects.filter(offender=other).exists()
    assert the_night() == involvement.Refreshed(opened=2, closed=0, leads=1)
