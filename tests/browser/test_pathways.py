"""An officer of probation assesses somebody in one sitting, plans what is to be done, and prints the plan."""

import pytest

from tests.browser.hands import Keyboard, Pointer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("way", ["keyboard", "without scripts"])
def test_from_a_sitting_to_the_printed_plan(way, page_of, axe):
    page = page_of("david.khan", java_script_enabled=way == "keyboard")
    david = Keyboard(page, axe) if way == "keyboard" else Pointer(page, None)
    david.look()
    david.find("Yardley", "YARDLEY, Stacey")
    david.open("Pathways")
    david.open("Assess the pathways")
    david.choose("E · Sofa surfing", of="Accommodation")
    david.press("Keep it, not finished")
    david.reads("A sitting is not finished.")
    david.open("Go on with it")
    david.choose("F · Actively seeking work, requiring support", of="Education")
    david.mistaken("Finish the assessment", "Say in a word why it changed.")
    for pathway in ("Accommodation", "Education, training and employment"):
        david.fill(f"{pathway}: what changed, in a word", "Said so today.")
    david.press("Finish the assessment")
    david.reads("The assessment is saved.", "Sofa surfing", "Said so today.")

    david.open("Care plan")
    david.open("Plan something else: Finance, debt and benefits")
    david.fill("Contact", "Moira Finch, money advice")
    david.fill("Aims and objectives", "No new debts.")
    david.fill("Action", "Brings the letters on Thursday.")
    david.fill("Review date", "30 4 2019")
    david.press("Save")
    david.reads("Moira Finch, money advice", "30 April 2019")
    david.open("Page to agree with them")
    david.reads("Care plan to be agreed with", "Brings the letters on Thursday.", "In my own words", "Signed")
    assert "\n".join(david.wrong) == ""
