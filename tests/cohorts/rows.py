"""Referrals and decisions for tests, written past the actions."""

from datetime import date
from typing import Any

from agencies.models import Agency, User
from cohorts.models import (
    Deselection,
    Disagreement,
    Letter,
    LetterTemplate,
    Referral,
    ReferralBy,
    SelectionDecision,
)
from offenders.models import Offender
from tests.conftest import TODAY
from tests.factories import AgencyFactory, CohortFactory, OffenderFactory
from tests.grid.filed import document_of


def referral(**values: Any) -> Referral:
    """A referral for Burglary Dwelling, screened two weeks ago."""
    given = {"offender": None, "cohort": None, "status": "screened", "referred_on": date(2019, 3, 10),
             "screened_on": date(2019, 3, 17)} | values  # fmt: skip
    given["offender"] = given["offender"] or OffenderFactory()
    given["cohort"] = given["cohort"] or CohortFactory()
    return Referral.objects.create(**given)


def referred_by(row: Referral, agency: Agency | None = None, **values: Any) -> ReferralBy:
    given = {"route": "form", "referred_on": row.referred_on, "why": "Burgles again."} | values
    return ReferralBy.objects.create(referral=row, agency=agency or AgencyFactory(), **given)


def proposal(row: Referral, **values: Any) -> SelectionDecision:
    given = {"way": "pair", "outcome": "selected", "because": "Fits.", "state": "proposed", "proposed_on": TODAY}
    return SelectionDecision.objects.create(referral=row, **(given | values))


def deselection(**values: Any) -> Deselection:
    """A pair's proposal by code 6C, for every cohort."""
    given = {"code_id": "6C", "way": "pair", "because": "Fits no more.", "state": "proposed", "proposed_on": TODAY}
    given |= values
    given["offender"] = given.get("offender") or OffenderFactory()
    return Deselection.objects.create(**given)


def disagreement(row: Deselection | None = None) -> Disagreement:
    return Disagreement.objects.create(
        deselection=row or deselection(), agency=AgencyFactory(), said_on=TODAY, why="No."
    )


def left(who: Offender | None = None, code: str = "6C", **values: Any) -> Deselection:
    """Decided by a panel on 31 March, of somebody who is on no cohort from that day on."""
    return deselection(offender=who, code_id=code, **({"way": "panel", "state": "made", "met_on": TODAY} | values))


def template(**values: Any) -> LetterTemplate:
    given = {"kind": "person", "title": "Left", "body": "Dear {given_names},", "from_on": TODAY, "source": "The board."}
    return LetterTemplate.objects.create(**(given | {"language": "Welsh"} | values))


def letter(row: Deselection | None = None, **values: Any) -> Letter:
    """To the person, kept on 31 March by the product's first version."""
    row = row or left()
    kind = values.get("kind", "person")
    given = {
        "offender": row.offender, "deselection": row, "kind": kind, "title": "Left", "text": "You have left.",
        "kept_on": TODAY, "template": LetterTemplate.objects.filter(kind=kind, version=1).first(),
    }  # fmt: skip
    return Letter.objects.create(**(given | values))


def letters_of(
    who: Offender, single: Agency, by: User, *, words: str = "Well done.", handed: str = "They are yours."
) -> tuple[Deselection, Letter, Letter]:
    """Somebody who left by code 2 before they came back: a letter to them, kept, and a handover, given."""
    before = date(2018, 1, 10)
    row = left(who, "2", single_agency=single, met_on=before, proposed_on=before, created_by=by)
    paper = document_of(
        who, by, words.encode(), "pdf", kind="letter", category="scheme", title="Letter", dated_on=TODAY
    )
    to_them = letter(row, text=words, own_words=words, created_by=by, document=paper)
    given = {"status": "sent", "how": "shown_here", "to_whom": "Them", "sent_on": TODAY, "sent_by": by}
    return row, to_them, letter(row, kind="agency", agency=single, text=handed, created_by=by, **given)
