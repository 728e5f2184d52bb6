"""From a prison's referral to a selection, a care plan, a deselection by code 2, and the letter printed.

Each step is taken by who takes it, by the pages' own links and buttons, and every page is looked at for barriers.
"""

import shutil
import subprocess

import pytest
from django.urls import reverse

import cohorts.tasks  # noqa: F401  (these register what the outbox calls)
import exchange.tasks  # noqa: F401
import offenders.tasks  # noqa: F401
from agencies.models import Agency
from audit import outbox
from audit.pdf import pdf_is_possible
from cohorts.models import LetterTemplate
from offenders.models import Involvement, Offender
from pathways.models import PlanItem
from tests.browser.hands import Pointer, flat
from tests.browser.test_pages import say_why
from tests.conftest import TODAY
from tests.factories import CustodySpellFactory, IntelligenceReportFactory, SupervisionFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not pdf_is_possible() or not shutil.which("pdftotext"), reason="no Pango, or no pdftotext"),
]
# What the letter must not say: treatment, health, intelligence and why it was decided.
HIDDEN = ("methadone", "tablets", "stolen van", "Owes the dealer", "GREEN", "RED", "code 2", "High Impact")


@pytest.fixture
def who(demo):
    """On no cohort, held by HMP Bedford since February, supervised by probation; there is more of him than a letter
    may say."""
    person = Offender.objects.on_the_register().exclude(memberships__isnull=False).exclude(referrals__isnull=False)
    person = person.filter(involvements__reason="home_police", involvements__until_on=None).order_by("-ref").first()
    CustodySpellFactory(offender=person, establishment="HMP Bedford", admitted_on="2019-02-01")
    for code, reason in (("prison", "holds"), ("probation", "supervises")):
        Involvement.objects.create(
            offender=person, agency=Agency.objects.get(code=code), reason=reason, from_on="2019-02-01"
        )
    SupervisionFactory(offender=person, started_on="2019-02-01")
    IntelligenceReportFactory(offender=person, summary="Seen in a stolen van.")
    for pathway, aims in (("drugs_alcohol", "Takes methadone each day"), ("health", "Takes the tablets")):
        PlanItem.objects.create(
            offender=person, agency=Agency.objects.get(code="drug_service"), pathway_id=pathway, contact="Ben",
            aims=aims, action="Sees the nurse.", review_on="2019-06-03", status_on=TODAY,
        )  # fmt: skip
    return person


@pytest.fixture
def hands(page_of, axe, who):
    def get(name):
        """At the person's cohorts and referrals, having said why they look where that is asked."""
        own = Pointer(page_of(name), axe)
        page = reverse("casefile:person", args=[who.public_id])
        own.page.goto(page)
        if "/why/" in own.page.url:
            say_why(own.page)
        own.look()
        own.open("Cohorts and referrals")
        return own

    return get


def worker():
    while outbox.relay():
        pass


def text_of(pdf):
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return flat(found.stdout.decode())


def test_from_a_prisons_referral_to_the_letter_printed(hands, who, page_of, axe):
    referred(hands("peter.lowe"))
    worker()
    selected(hands("esther.quinn"))
    worker()
    planned(hands("david.khan"), who)
    left(hands("esther.quinn"))
    femi = hands("femi.ade")
    confirmed(femi)
    worker()
    written(femi)
    printed(femi, who)
    given(femi)
    handed_over(femi)
    worker()
    taken_on(Pointer(page_of("carla.reid"), axe), who)


def referred(peter):
    peter.open("Refer for a cohort")
    peter.choose("High Impact")
    peter.choose("A prison or custody suite")
    peter.fill("Why", "Comes back every winter, and asks for help this time.")
    peter.press("Refer")
    peter.reads("The referral is recorded.", "High Impact", "Waits for screening")
    assert peter.wrong == []


def selected(esther):
    esther.open("High Impact")
    esther.open("Screened: send it to be decided")
    esther.press("It is screened")
    esther.open("Decide")
    esther.choose("Selected")
    esther.choose("A panel decided it")
    esther.fill("Why", "Fits, and is willing.")
    esther.fill("Day on which the panel met", "31 3 2019")
    esther.press("Save")
    esther.open("Cohorts and referrals")
    esther.reads("On it now")
    assert esther.wrong == []


def planned(david, who):
    david.page.goto(reverse("pathways:plan", args=[who.public_id]))
    david.look()
    david.open("Plan something: Accommodation")
    david.fill("Contact", "Carla Reid, Housing")
    david.fill("Aims and objectives", "Keeps the room in Park Street")
    david.fill("Action", "Signs the tenancy with the support worker")
    david.fill("Review date", "3 5 2019")
    david.select("Responsible agency", "Housing")
    david.press("Save")
    david.reads("The item stands in the plan.", "Keeps the room in Park Street")
    assert david.wrong == []


def left(esther):
    esther.open("Leave the scheme: the codes and their evidence")
    esther.open("Deselect by code 2")
    esther.select("The single agency", "Housing")
    for label, words in (
        ("Why", "Owes the dealer nothing now."),
        ("Why, if not all of the evidence is met", "As he is."),
    ):
        esther.page.get_by_label(label, exact=True).fill(words)
    esther.choose("A panel decided it")
    esther.fill("Day on which the panel met", "31 3 2019")
    esther.press("Save")
    esther.reads("A second person confirms it")
    assert esther.wrong == []


def confirmed(femi):
    femi.open("Confirm")
    femi.press("Confirm the deselection")
    femi.reads("It is confirmed.", "Left the scheme on 31 March 2019 by code 2", "Letter to the person: to be written")


def written(femi):
    femi.open("Write, print and give the letters")
    femi.reads("Handover to the single agency", "Housing", "To be written")
    femi.open("Write it: Letter to the person")
    femi.fill("A paragraph of your own", "You kept every meeting since you came back.")
    femi.press("Show it with my paragraph")
    femi.reads("You kept every meeting since you came back.", "Keeps the room in Park Street.")
    femi.press("Keep the letter")
    femi.reads("The letter is kept.", "Kept, not yet given")


def printed(femi, who):
    """The kept file, and the page that a browser prints: the same words, and none of another part of the record."""
    address = femi.page.get_by_role("link", name="PDF").get_attribute("href")
    kept = text_of(femi.page.context.request.get(address).body())
    femi.open("Print it")
    from_the_page = text_of(femi.page.pdf(prefer_css_page_size=True))
    for text in (kept, from_the_page):
        for said in (
            f"Dear {who.given_names},", "Your last day was 31 March 2019.", "one agency: Housing.",
            "Keeps the room in Park Street. Next: Signs the tenancy with the support worker. Review on 3 May 2019",
            "You kept every meeting since you came back.", "Direction for Bedfordshire", "Until 31 March 2020",
            "Femi Ade Bedfordshire Police 31 March 2019",
        ):  # fmt: skip
            assert said in text, (said, text)
        assert [hidden for hidden in HIDDEN if hidden in text] == []
    assert "Back to the letter" not in from_the_page
    femi.open("Back to the letter")


def given(femi):
    femi.open("Say that it was given")
    femi.choose("Handed over")
    femi.fill("To whom", "To him, on the wing")
    femi.press("Say that it was given")
    femi.reads("It is recorded.", "Handed over 31 March 2019: To him, on the wing.")


def handed_over(femi):
    femi.open("Letters after the deselection")
    femi.open("Write it: Handover to the single agency, Housing")
    femi.press("Keep the letter")
    femi.open("Say that it was given")
    femi.press("Say that it was given")
    femi.reads("Shown to the agency here 31 March 2019")
    assert femi.wrong == []


def taken_on(carla, who):
    """Housing finds it on its list, reads its own items and nobody else's, and answers."""
    carla.page.goto(reverse("worklist:today") + "?whose=agency")
    carla.look()
    carla.select("Kind", "Handover to answer")
    carla.press("Apply")
    carla.reads(who.name, "Handover to answer")
    carla.open("Read and answer it")
    carla.reads("Keeps the room in Park Street", "Answer the handover")
    carla.reads_not("methadone", "tablets", "stolen van", "Owes the dealer")
    carla.open("Answer the handover")
    carla.choose("Yes, we take them on")
    carla.press("Answer")
    carla.reads("Your answer is recorded.", "Taken on 31 March 2019, Carla Reid, Housing")
    assert carla.wrong == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_no_page_of_the_words_has_a_barrier(width, height, page_of, axe):
    page, wrong = page_of("femi.ade", width, height), []
    row = LetterTemplate.objects.get(kind="agency")
    for name, more in (("list", []), ("new", []), ("one", [row.pk]), ("edit", [row.pk])):
        page.goto(reverse(f"letter_templates:{name}", args=more))
        wrong += [f"{name}: {one}" for one in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{name}: wider than the screen")
    assert wrong + page.problems == []
