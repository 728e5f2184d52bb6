"""A status and its reasons as each agency may see them (spec/access.md, "A value that gives a category away")."""

from datetime import date

import pytest

from agencies.categories import Category, Level
from agencies.rules import Levels
from rag.actions import record_proposals
from rag.models import Decision, Proposal
from rag.rules import Evidence, Follow, FollowKind
from rag.visible import decided_status_for, follows_for, missing_for, status_for
from tests.factories import MembershipFactory, arrested
from tests.rag.made import arrest, due, found, judged, marker, report, sample, spell

KINDS = ["police", "probation", "prison", "youth_justice", "drug_service", "local_authority", "health", "voluntary"]


# What each kind reads of somebody who has consented to nothing (spec/access.md, section 2), of the categories that a
# reason may come from; original intelligence for those of the police who are named for it. Others read nothing.
READS = {
    Category.SCHEME: KINDS[:7],
    Category.CUSTODY: KINDS[:7],
    Category.OFFENDING: KINDS[:4],
    Category.INTELLIGENCE_ORIGINAL: ["police"],
    Category.TESTS: KINDS[:5],
    Category.TREATMENT: ["drug_service"],
    Category.ENGAGEMENT: KINDS,
    Category.PATHWAYS: KINDS,
}


def levels(kind, *more):
    """What the kind has; `more` are categories that the person lets it read."""
    read = {category for category, kinds in READS.items() if kind in kinds} | {*more}
    flags = {Category.SCHEME: Level.FLAG} if kind == "voluntary" else {}
    return Levels({**flags, **dict.fromkeys(read, Level.READ)})


def shown(kind, verdict, *more):
    seen = status_for(levels(kind, *more), verdict)
    return seen.status, sorted({reason.code.value for reason in seen.reasons})


ARRESTED = found(arrests=[arrest("2018-01-01", 3), arrest("03-10", 3)])
CONFIRMED = found(reports=[report("03-10")])
TESTED = found(tests=[sample("03-10", "positive")])
VOLUNTARY = found(tests=[sample("03-10", "positive", regime="voluntary")])
MIXED = found(reports=[report("03-10")], tests=[sample("03-10", "positive")], judgements=[judged("03-10")])
LOST = found(appointments=[due("03-10", "missed", a) for a in ("police", "prison")])
RELEASED = found(custody=[spell("01-01", "03-10", "poor")])
UNCONFIRMED = found(reports=[report("03-10", "3C")])

ON_SCHEME = ("ON_SCHEME", [])
NOBODY = (None, [])


@pytest.mark.parametrize(
    ("verdict", "sees"),
    [
        (
            ARRESTED,  # arrests: police, probation, prison, youth justice read them
            {
                **dict.fromkeys(KINDS[:4], ("AMBER+", ["arrest", "arrest_similar_or_higher"])),
                **dict.fromkeys(KINDS[4:7], ("AMBER", [])),
            },
        ),
        (
            CONFIRMED,  # original intelligence: the police alone
            {"police": ("AMBER+", ["intelligence_confirmed"]), **dict.fromkeys(KINDS[1:7], ("AMBER", []))},
        ),
        (
            TESTED,  # statutory tests
            {
                **dict.fromkeys(KINDS[:5], ("AMBER+", ["drug_use"])),
                **dict.fromkeys(KINDS[5:7], ("AMBER", [])),
            },
        ),
        (
            VOLUNTARY,  # treatment detail: the drug service, nobody else without consent
            {**dict.fromkeys(KINDS[:7], ("AMBER", [])), "drug_service": ("AMBER+", ["drug_use"])},
        ),
        (
            MIXED,  # every agency its own part; a judgement is no AMBER+ reason
            {
                "police": ("AMBER+", ["drug_use", "intelligence_confirmed", "professional_judgement"]),
                **dict.fromkeys(KINDS[1:5], ("AMBER+", ["drug_use", "professional_judgement"])),
                **dict.fromkeys(KINDS[5:7], ("AMBER", ["professional_judgement"])),
            },
        ),
        (LOST, dict.fromkeys(KINDS[:7], ("AMBER+", ["multiple_agencies_disengaged"]))),
        (RELEASED, dict.fromkeys(KINDS[:7], ("AMBER+", ["release_poor_engagement"]))),
        (
            UNCONFIRMED,  # AMBER stays AMBER, its reason hidden
            {"police": ("AMBER", ["intelligence_unconfirmed"]), **dict.fromkeys(KINDS[1:7], ("AMBER", []))},
        ),
        (found(), dict.fromkeys(KINDS[:7], ("GREEN", ["no_concern"]))),
        (found(custody=[spell("03-01")]), dict.fromkeys(KINDS[:7], ("BLUE", ["in_custody"]))),
        (
            found(wanted=[marker("03-01")]),  # RED belongs to warrants
            {**dict.fromkeys(KINDS[:4], ("RED", ["wanted"])), **dict.fromkeys(KINDS[4:7], ("ASK_LEAD", []))},
        ),
    ],
)
def test_each_agency_sees_the_reasons_of_the_categories_that_it_reads(verdict, sees):
    assert {kind: shown(kind, verdict) for kind in [*KINDS, "other"]} == {
        **sees,
        "voluntary": ON_SCHEME,  # a flag of the scheme
        "other": NOBODY,  # no agreement at all
    }


def test_who_has_no_level_of_anything_sees_nothing():
    for verdict in (ARRESTED, found(wanted=[marker("03-01")])):
        seen = status_for(Levels(), verdict)
        assert (seen.status, seen.reasons) == (None, ())


def test_a_person_who_consents_shows_what_their_treatment_says():
    assert shown("probation", VOLUNTARY, Category.TREATMENT) == ("AMBER+", ["drug_use"])
    assert shown("probation", VOLUNTARY) == ("AMBER", [])


def test_red_hidden_advises_to_speak_to_the_lead():
    seen = status_for(levels("health"), found(wanted=[marker("03-01")]))
    assert (seen.reasons, seen.advice) == ((), "Speak to the lead agency before contact")
    assert status_for(levels("police"), found(wanted=[marker("03-01")])).advice == ""


@pytest.mark.django_db
def test_a_stored_proposal_is_shown_as_the_verdict_is(person):
    jarvis = MembershipFactory().offender
    arrested(jarvis, date(2018, 1, 1))
    arrested(jarvis, date(2019, 3, 10))
    record_proposals(on=date(2019, 3, 31), by=person("esther"))
    proposal = Proposal.objects.get(current=True)
    assert shown("police", proposal) == (
        "AMBER+",
        ["arrest", "arrest_similar_or_higher", "engagement_not_evidenced"],
    )
    assert shown("health", proposal) == ("AMBER", ["engagement_not_evidenced"])


@pytest.mark.parametrize(
    ("status", "kind", "sees"),
    [
        ("RED", "prison", "RED"),
        ("RED", "drug_service", "ASK_LEAD"),
        ("AMBER+", "drug_service", "AMBER+"),  # imported: no reasons are known, so it gives none away
        ("GREEN", "health", "GREEN"),
        ("GREEN_RM", "health", "GREEN_RM"),
        ("GREEN", "voluntary", "ON_SCHEME"),
        ("RED", "voluntary", "ON_SCHEME"),
        ("RED", "other", None),
    ],
)
def test_a_decided_status(status, kind, sees):
    assert decided_status_for(levels(kind), Decision(source_id=1, status=status)).status == sees


@pytest.mark.parametrize(("kind", "sees"), [("police", "AMBER+"), ("probation", "AMBER"), ("health", "AMBER")])
def test_a_decided_amber_plus_gives_away_no_more_than_its_proposal(kind, sees):
    reason = {"code": "intelligence_confirmed", "text": "", "category": "intelligence_original", "status": "AMBER+"}
    proposal = Proposal(status="AMBER+", reasons=[{**reason, "records": []}])
    decision = Decision(source_id=1, status="AMBER+", proposal=proposal)
    assert decided_status_for(levels(kind), decision).status == sees
    assert decided_status_for(levels(kind), decision).reasons == ()


GAPS = [
    {"code": "appointment_outcome", "text": "engagement", "category": "engagement", "could_be": ["AMBER+"]},
    {"code": "disposal", "text": "offending", "category": "offending", "could_be": []},
]


@pytest.mark.parametrize(
    ("status", "kind", "reads"),
    [
        ("AMBER", "police", ["engagement", "offending"]),
        ("AMBER", "health", ["engagement"]),
        ("AMBER", "voluntary", []),  # told no status
        ("RED", "drug_service", []),  # told to speak to the lead
        ("AMBER+", "probation", []),  # shown AMBER: what could change it would tell that it is not
        ("AMBER+", "police", ["engagement", "offending"]),
    ],
)
def test_what_is_missing_is_for_who_is_shown_the_status_and_reads_its_part(status, kind, reads):
    reason = {"code": "intelligence_confirmed", "text": "", "category": "intelligence_original", "status": "AMBER+"}
    reasons = [{**reason, "records": []}] if status == "AMBER+" else []
    proposal = Proposal(status=status, reasons=reasons, missing=GAPS)
    assert [gap.text for gap in missing_for(levels(kind), proposal)] == reads


def test_evidence_is_for_readers_of_all_its_categories():
    parts = [Category.OFFENDING, Category.INTELLIGENCE_ORIGINAL, Category.PATHWAYS]
    evidence = tuple(Evidence("1", True, part, frozenset({part})) for part in parts)
    follow = Follow(FollowKind.DESELECTION_DUE, date(2018, 10, 1), "", evidence)

    def sees(kind):
        return [e.text for follow in follows_for(levels(kind), [follow]) for e in follow.evidence]

    assert sees("police") == parts
    assert sees("probation") == [Category.OFFENDING, Category.PATHWAYS]
    assert sees("health") == [Category.PATHWAYS]
    assert follows_for(levels("voluntary"), [follow]) == []
