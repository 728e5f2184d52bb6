"""A version of the rules in words."""

from collections.abc import Mapping
from typing import Any

from agencies.drafts.described import NOT_USED
from rag.rules.values import Code
from rag.status import Status

NUMBERS = {
    "recent_months": (
        "The last month",
        "months",
        "How far back an arrest, a report, a test, a miss or a release counts.",
    ),
    "compared_months": (
        "What the share kept is compared with",
        "months",
        "The months before the last month; a lower share kept now is a drop in engagement.",
    ),
    "least_drop_percent": ("The least drop that counts", "per cent", "0: a fall, however small, is a drop."),
    "light_contact_months": (
        "Contact in reactive management",
        "months",
        "Within these months something was kept, or engagement is not evidenced.",
    ),
    "agencies_disengaged": (
        "Agencies that make “multiple”",
        "agencies",
        "So many agencies, each with an unacceptable miss and nothing kept.",
    ),
    "green_months": ("GREEN before reactive management", "months", "Without a break."),
    "assessment_months": ("Reactive management before deselection", "months", "Without a break."),
    "desistance_months": ("Without an offence, for code 1", "months", "Nothing proved and no confirmed intelligence."),
    "stable_pathways_percent": ("Pathways stabilised, for code 2", "per cent", "Six of eight are 75 per cent."),
}
GRADES = {
    "confirmed_grades": ("Confirmed: grades of the intelligence", "A B C D E"),
    "confirmed_sources": ("Confirmed: grades of the source", "1 2 3"),
    "believed_grades": ("Believed: grades that count at all", "A B C D E"),
}
REASONS = {
    Code.IN_CUSTODY: "In custody",
    Code.WANTED: "Wanted on warrant, named suspect or recalled",
    Code.ARREST_SIMILAR_OR_HIGHER: "Arrested for an offence at least as severe as the last proved",
    Code.INTELLIGENCE_CONFIRMED: "Confirmed intelligence of offending",
    Code.DRUG_USE: "Intelligence or a test that shows drug use",
    Code.MULTIPLE_AGENCIES_DISENGAGED: "Nothing kept with multiple agencies",
    Code.RELEASE_POOR_ENGAGEMENT: "Released, with poor engagement before",
    Code.ARREST: "Any arrest",
    Code.INTELLIGENCE_UNCONFIRMED: "Unconfirmed intelligence of offending",
    Code.ENGAGEMENT_DROP: "A drop in engagement",
    Code.ENGAGEMENT_NOT_EVIDENCED: "Engagement not evidenced",
    Code.PROFESSIONAL_JUDGEMENT: "A professional judges that the risk is increasing",
    Code.RELEASE: "Any other release",
}
STATUSES = (Status.BLUE, Status.RED, Status.AMBER_PLUS, Status.AMBER)
ALONE = frozenset({Status.BLUE, Status.RED})


def said(data: Mapping[str, Any]) -> dict[str, str]:
    """A version in words: each number and choice, and what it says (rag/data/rules_v1.json has the keys)."""
    found = {
        words: f"{data[key]} {unit if data[key] != 1 else unit.removesuffix('s')}"
        for key, (words, unit, _) in NUMBERS.items()
    }
    found |= {words: ", ".join(map(str, data[key])) or "none" for key, (words, _) in GRADES.items()}
    leads = {code: step["status"] for step in data["order"] for code in step["reasons"]}
    found |= {words: leads.get(code.value, NOT_USED) for code, words in REASONS.items()}
    found["Order in which the statuses are asked"] = ", ".join(step["status"] for step in data["order"])
    return found
