"""What is sent of a record that was joined to another: it lands at the record that stands, or is refused in words."""

import pytest

from agencies.code_lists import command_line
from exchange import involvement
from exchange.models import PossibleDuplicate
from offenders.joining import moving
from offenders.joining.tables import keys
from offenders.models import Contact, Involvement, Join, Offender
from tests.exchange.small import AS_OF, Folder, changed
from tests.factories import ContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "in")


def joined():
    """P2 is joined to P1, as the action does it."""
    stands, gone = Offender.objects.get(ref="P1"), Offender.objects.get(ref="P2")
    outcome = moving.move(stands, gone)
    assert outcome.clashes == []
    Join.objects.create(stands=stands, gone=gone, joined_by=command_line(), because="The same.")
    Offender.objects.filter(pk=gone.pk).update(withdrawn=True)
    return stands, gone


def rows_of(person):
    return {key.label: key.model._base_manager.filter(**{key.column: person}).count() for key in keys()}


def test_the_same_folder_again_changes_nothing(folder):
    folder.load()
    stands, gone = joined()
    before = rows_of(stands), rows_of(gone)
    result = folder.load()
    assert list(result.problems) == []
    assert changed(result) == {}
    gone.refresh_from_db()
    assert (rows_of(stands), rows_of(gone), gone.withdrawn) == (*before, True)


def test_its_new_rows_are_the_standing_persons_whether_it_comes_along_or_not(folder):
    folder.load()
    stands, _ = joined()
    key = next(iter(folder["contacts"][0]))
    folder["contacts"].append(folder["contacts"][0] | {key: "K9"})
    assert list(folder.load().problems) == []
    assert Contact.objects.get(ref="K9").offender == stands
    alone = folder.only("contacts")
    alone["contacts"].append(folder["contacts"][0] | {key: "K10"})
    assert list(alone.load().problems) == []
    assert Contact.objects.get(ref="K10").offender == stands


def test_it_is_not_withdrawn_by_its_sender_while_it_is_joined(folder):
    folder.load()
    joined()
    folder.withdraw("offenders", "P2")
    result = folder.load()
    assert any("joined as one person" in problem.expected for problem in result.problems)


def test_involvement_of_a_joined_record_is_left_as_it_was(folder):
    folder.load()
    involvement.refresh(AS_OF, by=command_line())
    _, gone = joined()
    Involvement.objects.filter(offender=gone).update(until_on=None)
    involvement.refresh(AS_OF, by=command_line())
    assert not Involvement.objects.filter(offender=gone).exclude(until_on=None).exists()


def test_a_joined_record_is_nobodys_double(folder):
    from exchange import duplicates

    folder.load()
    joined()
    ContactFactory(offender=Offender.objects.get(ref="P1"))
    duplicates.find(by=command_line())
    assert not PossibleDuplicate.objects.exists()
