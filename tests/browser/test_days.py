"""Two whole days of two offender managers, as they are played at a desk: by keyboard alone, and without scripts.

Nothing is typed into the address but the first page. What stands on a page is read as its reader reads it, and every
page that somebody comes to is looked at for barriers (tests/browser/hands.py).
"""

import pytest

import allocation.tasks  # noqa: F401  (these register what the outbox calls)
import offenders.tasks  # noqa: F401
from audit import outbox
from tests.browser.hands import Keyboard, Pointer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hands(page_of, axe):
    """`hands("keyboard", "aisha.shaw")` is Aisha at her desk, with Today before her."""

    def get(way, who):
        page = page_of(who, java_script_enabled=way == "keyboard")
        own = Keyboard(page, axe) if way == "keyboard" else Pointer(page, None)
        own.look()
        return own

    return get


def worker():
    """What the worker does between two pages."""
    while outbox.relay():
        pass


@pytest.mark.parametrize("way", ["keyboard", "without scripts"])
def test_a_day_of_the_police(way, hands):
    """Chloe Popescu is arrested in the night and tests positive: what follows from it is on the list in the morning."""
    aisha = hands(way, "aisha.shaw")
    if way == "keyboard":
        aisha.skip()
    aisha.select("Kind", "Arrested since the last panel")
    aisha.press("Apply")
    aisha.reads_not("POPESCU, Chloe")

    aisha.find("Chloe Popesco", "POPESCU, Chloe")
    an_arrest(aisha)
    aisha.open("Today")
    aisha.select("Kind", "Arrested since the last panel")
    aisha.press("Apply")
    aisha.reads("POPESCU, Chloe", "Arrested on 31 March", "due 2 April 2019")
    aisha.open("POPESCU, Chloe")
    a_test(aisha)

    aisha.open("Today")
    aisha.select("Kind", "Positive test since the last panel")
    aisha.press("Apply")
    aisha.reads("POPESCU, Chloe", "Positive test (cocaine) on 31 March", "due 7 April 2019")
    put_off(aisha)
    a_note(aisha)
    assert "\n".join(aisha.wrong) == ""


def an_arrest(aisha):
    """First with words that are the names of several offences: the page asks which."""
    aisha.open("Offending")
    aisha.open("Record an arrest")
    aisha.fill("Arrested on", "31 3 2019")
    aisha.fill("Offence", "burglary dwelling")
    aisha.select("Where it was", "Luton")
    aisha.select("What has become of it", "Bailed")
    aisha.mistaken("Record the arrest", "Choose which of these it is")
    aisha.choose("028/03")
    aisha.press("Record the arrest")
    aisha.reads("The arrest is recorded.", "31 Mar 2019", "Bailed")


def a_test(aisha):
    aisha.open("Drug tests")
    aisha.open("Record a drug test")
    aisha.fill("Tested on", "31 3 2019")
    aisha.choose("Test on licence")
    aisha.choose("Negative", of="Opiates")
    aisha.choose("Positive", of="Cocaine")
    aisha.press("Record")
    aisha.reads("The test is recorded.")


def put_off(aisha):
    aisha.open("Put off POPESCU, Chloe: Positive test")
    aisha.mistaken("Put off", "Say why it can wait.")
    aisha.fill("When it comes back", "3 4 2019")
    aisha.fill("Why it can wait", "The laboratory confirms it on Wednesday.")
    aisha.press("Put off")
    aisha.reads("It is put off, and comes back on its day.")
    aisha.open("what you put off")
    aisha.reads("POPESCU, Chloe", "The laboratory confirms it on Wednesday.", "3 April 2019")


def a_note(aisha):
    aisha.find("Popescu Chloe", "POPESCU, Chloe")
    aisha.reads("Arrested on 31 March")
    aisha.open("Notes")
    aisha.open("Write a note")
    aisha.select("Part of the record", "Arrests, offences, warrants")
    aisha.fill("Day", "31 3 2019")
    aisha.fill("Note", "Rang her sister: she was not at home last night.")
    aisha.press("Keep the note")
    aisha.reads("The note is kept.", "she was not at home last night")


@pytest.mark.parametrize("way", ["keyboard", "without scripts"])
def test_a_day_of_probation(way, hands):
    """Craig Dhillon did not come; Shane Chowdhury comes out; Liam Zane moves from Bedford to Luton."""
    david = hands(way, "david.khan")
    a_missed_appointment(david)
    entered_once(david)
    a_release(david)
    a_move(david)
    worker()
    told(hands(way, "susan.hart"), hands(way, "aisha.shaw"))
    assert "\n".join(david.wrong) == ""


def a_missed_appointment(david):
    """From the diary to what follows from it, which a person decides."""
    david.open("Diary")
    david.open("Record outcome of DHILLON, Craig")
    david.choose("Missed, unacceptable")
    david.fill("What was said", "He did not come, and the telephone was off.")
    david.press("Save")
    david.reads("What followed from misses", "28 Mar 2019", "Not decided.")
    david.open("Start enforcement")
    david.choose("Warning sent")
    david.fill("Why", "The second in a month.")
    david.press("Record the decision")
    david.reads("The decision is recorded.", "Warning sent", "David Khan, Probation")


def entered_once(david):
    """What was written here is copied for the probation system, and off the list once it stands there."""
    david.open("Diary")
    david.open("Not entered in the probation system")
    david.open("Copy and tick DHILLON, Craig, 28 March 2019")
    text = david.page.get_by_label("Text to copy").input_value()
    assert "E881474" in text and "He did not come, and the telephone was off." in text
    david.press("Tick as entered")
    david.reads("It is ticked as entered in the probation system.")
    david.open("Diary")
    david.open("Not entered in the probation system")
    david.reads_not("28 Mar 2019 DHILLON, Craig")


def a_release(david):
    """What is missing in the plan is written and the plan agreed; then they are out."""
    david.open("Releases")
    david.open("CHOWDHURY, Shane")
    david.open("Supervision and custody")
    david.open("Plan for the day of release")
    david.reads("Still missing")
    for part in ("where they sleep that night", "first appointment"):
        david.open(f"Write this part: {part}")
        david.select("Who sees to it", "Probation")
        david.fill("What is arranged", "At his sister’s, Bury Park.")
        if part == "first appointment":
            david.fill("Where", "Luton probation office")
            david.fill("When", "18 4 2019 14:00")
        david.press("Save this part")
        david.reads("This part of the plan is written.")
    david.press("Agree the plan")
    david.reads("The plan is now: agreed.")
    david.open("Supervision and custody")
    david.open("Record a release")
    david.fill("Released on", "31 3 2019")
    david.press("Record the release")
    david.reads("The release is recorded.", "31 Mar 2019")


def a_move(david):
    david.find("Zane Liam", "ZANE, Liam")
    david.open("People and addresses")
    david.open("Add an address, or a move")
    david.choose("Home")
    david.fill("Address", "14 Tannery Row")
    david.fill("Postcode", "LU1 2AB")
    david.select("Area", "Luton")
    david.fill("From", "31 3 2019")
    david.choose("Yes")
    david.press("Add")
    david.reads("14 Tannery Row", "LU1 2AB", "Luton")


def told(susan, aisha):
    """The supervisor has the move in the queue of transfers; the police of the home area are told of the release."""
    susan.unfold("Manage")
    susan.open("Allocation")
    susan.open("Transfers")
    susan.reads("ZANE, Liam", "Bedford", "Luton")
    aisha.open("Releases")
    aisha.open("Notices to your agency")
    aisha.reads("CHOWDHURY, Shane", "Released 31 March 2019")
    assert "\n".join(susan.wrong + aisha.wrong) == ""
