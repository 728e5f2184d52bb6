"""Which tables a join moves, by their models: every key that names a person, whoever added it.

What stays with the other record is listed here with its reason, and is said on the page before anybody decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from offenders.models import Offender

# Tables that name a person and are not moved.
NOT_MOVED = {
    "offenders.join": "which records were joined",
    "offenders.restriction": "restrictions: a restricted person is not joined, and what was lifted is history",
    "exchange.possibleduplicate": "which records were compared",
    "ranking.score": "earlier scores: the next ranking counts the joined record",
    "rag.rulechange": "what a draft of the rules would propose: it is worked out again",
    "ranking.matrixmove": "where a draft of the matrix would put them: it is worked out again",
    "rag.proposal": "earlier proposals: the rules propose again",
}
# Of these an agency or a person has one at a time: the record that stands keeps its own, and gets the other's days
# that it has not.
BY_DAYS = {"offenders.involvement": ("agency_id", "reason"), "offenders.caselead": ()}
# Of these one that does not fit stays with the other record, and the one of the record that stands holds.
MAY_STAY = {
    "offenders.consent": "a consent to the same agency for the same days",
    "offenders.namedgrant": "the same grant by name",
    "offenders.associate": "that the two records knew each other",
    "casefile.putoff": "the same line of the worklist, put off",
    "rag.registration": "what one list of the probation system said of both",
    "panels.agendaitem": "a place on the agenda of a panel that is closed, or that the other is on as well",
    "panels.agencyupdate": "what an agency wrote for a meeting, where it wrote of the other as well, or it is closed",
    "panels.agendawish": "what was changed of a planned agenda, where the other is on it as well",
    "panels.action": "an action of a closed panel, which stands as it was given",
}
# Of these what is not over may not stay behind, where nobody would see it.
OVER = {"panels.action": ("done", "cancelled")}
NOT_OVER = "An action of a closed panel is open (“{row.text}”, due {row.due_on:%-d %B %Y}). End it first."
# Every other that does not fit refuses the join.
CLASHES = {
    "membership_no_overlap_on_one_cohort": "Both records are on {row.cohort.name} at the same time (one from "
    "{row.selected_on:%-d %B %Y}). Correct one of the two memberships first.",
    "custody_one_open_spell": "Both records are in custody without a day of release (one since "
    "{row.admitted_on:%-d %B %Y}). Correct one of the two stays first.",
    "allocation_one_waits_a_person": "Of both records an allocation waits for a second approval (one since "
    "{row.made_on:%-d %B %Y}). Answer one of the two first.",
    "transfer_one_open_a_person": "Of both records a transfer is open (one asked on {row.asked_on:%-d %B %Y}). Answer "
    "or withdraw one of the two first.",
    "expected_release_one_stands": "Of both records a release is expected (one on {row.expected_on:%-d %B %Y}). Say of "
    "one that it is expected no longer first.",
    "release_plan_one_worked_on": "Both records have a plan for the day of release that is worked on. Let one of the "
    "two fall away first.",
    "pathway_sitting_one_draft_an_agency": "Of both records the same agency has a sitting that is not finished (one of "
    "{row.assessed_on:%-d %B %Y}). Finish or discard one of the two first.",
    "person_standard_one_a_week": "Of both records a contact standard is decided from {row.from_on:%-d %B %Y}. Remove "
    "one of the two decisions first.",
    "referral_one_open_a_cohort": "Of both records a referral for {row.cohort.name} is open (one since "
    "{row.referred_on:%-d %B %Y}). Decide or withdraw one of the two first.",
    "deselection_one_proposal_a_person": "Of both records a deselection is proposed (of one on "
    "{row.proposed_on:%-d %B %Y}). Answer one of the two first.",
    "received_score_one_a_tool_and_day": "Both records have a score of the same tool of {row.scored_on:%-d %B %Y}. "
    "Remove one of the two first.",
    "neighbourhood_care_one_at_a_time": "Both records are with a neighbourhood team (one since "
    "{row.taken_on:%-d %B %Y}). Take one of the two back first.",
    "engagement_category_one_a_day": "Of both records an engagement category is recorded from "
    "{row.from_on:%-d %B %Y}. Remove one of the two first.",
    "retention_review_one_proposal_at_a_time": "Of both records disposal is proposed (of one on "
    "{row.decided_on:%-d %B %Y}). Answer one of the two first.",
}


@dataclass(frozen=True)
class Key:
    """One key of one table that names a person."""

    model: type[Model]
    column: str

    @property
    def label(self) -> str:
        return str(self.model._meta.label_lower)


def keys(*, history: bool = False) -> Iterator[Key]:
    """Every key that names a person, of the tables themselves or of their history."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label_lower):
        is_history = hasattr(model, "pgh_tracked_model")
        if not model._meta.managed or model._meta.proxy or is_history != history or _is_left(model):
            continue
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is Offender and field.name != "pgh_obj":
                yield Key(model, field.name)


def _is_left(model: type[Model]) -> bool:
    told = getattr(model, "pgh_tracked_model", model)
    return told._meta.label_lower in NOT_MOVED
