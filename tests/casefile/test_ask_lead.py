"""Who may know neither of warrants nor of warnings cannot tell one from the other (spec/access.md, section 2).

Rosa is RED; Marlow is AMBER and a dog is known at his address; Will was never decided and has violence on record; Ada
is AMBER and nobody is warned of her. Ben's drug service reads the scheme, and has warrants and boundaries at a flag.
"""

import re
from datetime import date

import pytest
from django.urls import reverse

from casefile.worklist.scope import of_people
from casefile.worklist.sources.scheme import differs
from offenders.models import Marker
from rag.models import Decision, Proposal, RuleSet
from tests.agencies.agreed import in_force
from tests.casefile.test_one_person import add, listed, overview, section
from tests.conftest import TODAY
from tests.exceptional import visit

pytestmark = pytest.mark.django_db


def proposed(who, status):
    why = {"code": "wanted", "text": "Why", "category": "scheme", "records": [], "status": status}
    Proposal.objects.create(
        offender=who, as_of=TODAY, status=status, reasons=[why], rule_set=RuleSet.objects.first(), current=True
    )


def warn(who, kind="dog", **more):
    said = {"learned_from": "Report 7", "from_on": date(2019, 1, 1), "review_on": date(2019, 6, 1)}
    return Marker.objects.create(offender=who, kind=kind, **said | more)


@pytest.fixture
def four(scheme):
    people = {
        "Rosa": add("Rosa", "drug_service", "police", status="RED"),
        "Marlow": add("Marlow", "drug_service", "police"),
        "Ada": add("Ada", "drug_service", "police"),
        "Will": add("Will", "drug_service", "police"),
    }
    Decision.objects.filter(offender=people["Will"]).delete()
    for name, status in (("Rosa", "RED"), ("Marlow", "AMBER"), ("Ada", "AMBER")):
        proposed(people[name], status)
    warn(people["Marlow"]), warn(people["Will"], "violence")
    return people


HIDDEN = {"Rosa": "ASK_LEAD", "Marlow": "ASK_LEAD", "Will": "ASK_LEAD", "Ada": "AMBER"}
OPEN = {"Rosa": "RED", "Marlow": "AMBER", "Will": None, "Ada": "AMBER"}


def test_the_register_says_the_same_of_both_and_finds_both(four, signed_in):
    ben = signed_in("ben")
    assert listed(ben) == HIDDEN
    assert set(listed(ben, "?rag=ASK_LEAD")) == {"Rosa", "Marlow", "Will"}
    assert set(listed(ben, "?rag=AMBER")) == {"Ada"}
    assert set(listed(ben, "?rag=none")) == set()
    assert [row.person.family_name for row in ben.get("/?sort=rag").context["rows"]][-1] == "Ada"


def test_who_reads_warrants_sees_the_status_and_the_warning(four, signed_in):
    aisha = signed_in("aisha")
    assert listed(aisha) == OPEN
    page = overview(aisha, four["Marlow"]).content.decode()
    assert "Dangerous dog" in page and "Speak to the lead" not in page


def bare(response, who):
    """A page of theirs without what names them."""
    page = response.content.decode()
    for name in filter(None, (str(who.public_id), who.family_name.upper(), who.family_name, who.pnc_id, who.crn)):
        page = page.replace(name, "…")
    page = re.sub(r"[0-9]{4}/[0-9]{7}[A-Z]|born [^<]*|csrf[^>]*>", "…", page)
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "…", page)


@pytest.mark.parametrize("name", ["overview", "timeline", "history", "facts"])
def test_no_page_of_the_two_differs(four, signed_in, name):
    ben, pages = signed_in("ben"), []
    for who in (four["Rosa"], four["Marlow"]):
        if name == "overview":
            pages.append(bare(overview(ben, who), who))
        elif name == "facts":
            pages.append(bare(visit(ben, who).get(reverse("facts:of_person", args=[who.public_id])), who))
        else:
            pages.append(bare(section(ben, who, name), who))
    assert "Speak to the lead agency before contact" in pages[0]
    assert pages[0] == pages[1]


def test_nor_does_the_worklist(four, person):
    scope = of_people(person("ben"), [who.pk for who in four.values()])
    assert [scope.status(four[name].pk) for name in HIDDEN] == list(HIDDEN.values())
    assert list(differs(scope)) == []


def test_a_warning_that_has_ended_asks_for_nothing(four, signed_in):
    Marker.objects.update(ended_on=TODAY, ended_because="Rehomed.")
    assert listed(signed_in("ben")) == HIDDEN | {"Marlow": "AMBER", "Will": None}


def test_what_is_said_by_its_name_is_no_reason_to_hide_the_status(four, signed_in):
    warn(four["Ada"], "mappa", mappa_category=1, mappa_level=1)
    ben = signed_in("ben")
    assert listed(ben)["Ada"] == "AMBER"
    assert "MAPPA" in overview(ben, four["Ada"]).content.decode()


def test_consent_to_warrants_opens_the_status_on_list_and_page_alike(four, person, signed_in):
    from agencies.agreements.rules import Words
    from agencies.categories import Category
    from tests.exceptional import consent

    in_force(agencies={"drug_service": {Category.OFFENDING: Words("read if consent", "read")}})
    for name in ("Rosa", "Marlow", "Will"):
        consent(four[name], "drug_service", person("ben"), category="offending")
    ben = signed_in("ben")
    assert listed(ben) == OPEN
    assert set(listed(ben, "?rag=none")) == {"Will"}
    assert overview(ben, four["Marlow"]).context["bar"].status == "AMBER"
