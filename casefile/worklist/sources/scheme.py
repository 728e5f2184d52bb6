"""What the scheme asks for: RAG reviews, proposals that differ, what follows, and actions of panels."""

from collections.abc import Iterator

from django.urls import reverse

from agencies.categories import Category, Level
from agencies.roles import Permission
from agencies.templatetags.iom_pages import rag_word, uk_date, uk_day
from audit.prepared import Day, Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_of
from panels.actions.escalating import days_of
from panels.models import Action
from panels.rules import escalated as is_escalated
from rag import queries
from rag.models import Proposal, Status
from rag.rules import Follow, FollowKind
from rag.visible import ADVICE, Shown, follows_for


def where(scope: Scope, pk: int) -> tuple[str, str]:
    """Where a status is decided: at the open panel that the person is on the agenda of; else their own page."""
    item = scope.agenda.get(pk)
    if item is None or not scope.may(Permission.PANEL_VIEW):
        return page_of(scope, pk), "Open the record"
    href = reverse("panels:person", args=[item.panel.public_id, scope.people[pk].public_id])
    return href, f"On the agenda of the panel of {uk_date(item.panel.held_on)}"


def reviews(scope: Scope) -> Iterator[Fact]:
    """Each member's status is reviewed by the panel within a month of the last decision; who has none, of selection.

    What was decided between panels, by the day that was set for it where that is the earlier one.
    """
    within = scope.limits["rag_review"]
    for pk, selected_on in scope.members.items():
        decision = scope.decisions.get(pk)
        after = decision.effective_on if decision else selected_on
        said = f"the decision of {uk_date(after)}" if decision else "selection; none is decided yet"
        due, why = within.after(after), f"{within.words} after {said}"
        if decision and decision.review_on and decision.review_on <= due:
            due = decision.review_on
            why = f"decided between panels on {uk_date(after)}: the next panel confirms it or decides otherwise"
        yield Fact(
            pk,
            due,
            "RAG review",
            why,
            *where(scope, pk),
            ("decision", decision.pk, decision.version) if decision else ("selected", selected_on),
        )


def _proposals(scope: Scope) -> dict[int, Proposal]:
    """The newest proposal of each: read once."""
    read = scope.once("proposals", lambda: list(queries.current_proposals(scope.reading(Category.SCHEME)).items()))
    return dict(read)


def differs(scope: Scope) -> Iterator[Fact]:
    """The proposal, where this reader sees another status than the one decided; GREEN RM proposed GREEN agrees."""
    within = scope.limits["proposal"]
    for pk, proposal in _proposals(scope).items():
        if proposal.as_of > scope.on:
            continue
        shown, decided = scope.proposed(pk, proposal), scope.status(pk)
        if shown.status == decided or (decided, shown.status) == (Status.GREEN_RM, Status.GREEN):
            continue
        yield Fact(
            pk,
            within.after(proposal.as_of),
            f"{proposed_words(shown)} is proposed",
            _decided_words(decided, shown),
            *where(scope, pk),
            (proposal.pk, decision.pk if (decision := scope.decisions.get(pk)) else 0),
        )


def proposed_words(shown: Shown) -> str:
    return ADVICE.get(shown.status or "") or rag_word(shown.status)


def _decided_words(decided: str | None, shown: Shown) -> str:
    said = f"decided {rag_word(decided)}" if decided else "not decided yet"
    why = "; ".join(reason.text for reason in shown.reasons)
    return f"{said}. {why}" if why else said


def follows(scope: Scope) -> Iterator[Fact]:
    """What follows from a decided status that has held: reactive management, deselection, back to the panel."""
    ids = scope.reading(Category.SCHEME)
    found = queries.what_follows(ids, scope.on, scope.decisions) if ids else {}
    proposals = _proposals(scope)
    for pk, all_of_one in found.items():
        shown = scope.proposed(pk, proposals[pk]) if pk in proposals else None
        for follow in follows_for(scope.views[pk].levels, all_of_one):
            if shown is not None:
                fact, why = follow_words(follow, shown)
                yield Fact(pk, _due(scope, pk), fact, why, *where(scope, pk), (follow.kind, follow.since))


def _due(scope: Scope, pk: int):  # type: ignore[no-untyped-def]
    """With the next review: a panel decides it."""
    decision = scope.decisions.get(pk)
    return scope.limits["rag_review"].after(decision.effective_on if decision else scope.on)


def follow_words(follow: Follow, shown: Shown) -> tuple[str, str]:
    """What is proposed is said as this reader may see it; advice in its place is not said to be proposed."""
    if follow.kind == FollowKind.BACK_TO_PANEL:
        advice = ADVICE.get(shown.status or "")
        said = "no longer proposed GREEN" if advice else f"{rag_word(shown.status)} is proposed"
        return "Back to the panel", f"in reactive management, and {said}"
    return follow.text, "; ".join(evidence.text for evidence in follow.evidence)


@prepared
def _actions(agency: Number, people: Ids, until: Day) -> Rows:
    rows = Action.objects.open().filter(offender__in=people, owner=agency, due_on__lte=until)
    return rows.select_related("item__panel__area", "owner_person").order_by("due_on", "pk")


def _own_actions(scope: Scope) -> list[Action]:
    """What a panel gave the reader's own agency to do: who knows of the scheme knows of its own actions.

    Of somebody who is not of the caseload, what the reader is named for.
    """
    ids = [pk for pk in scope.people if scope.has(pk, Category.SCHEME, level=Level.FLAG)]
    found = scope.once("actions", lambda: list(_actions(agency=scope.user.agency_id, people=ids, until=scope.until)))
    return [one for one in found if one.offender_id not in scope.only or one.owner_person_id == scope.user.pk]


def actions(scope: Scope) -> Iterator[Fact]:
    for action in _own_actions(scope):
        late = "overdue since" if action.due_on < scope.on else "due"
        yield _action(scope, action, f"Action {late} {uk_date(action.due_on)}", "Say that it is done")


def escalated(scope: Scope) -> Iterator[Fact]:
    """What is so late that who leads the agency is told (panels.rules.escalated): on their list as well."""
    days = days_of(scope.on)
    for action in _own_actions(scope):
        if is_escalated(action.due_on, scope.on, days):
            late = (scope.on - action.due_on).days
            yield _action(scope, action, f"Action {late} days late", "See to it")


def _action(scope: Scope, action: Action, fact: str, link: str) -> Fact:
    panel, doer = action.item.panel, action.owner_person
    whom = "" if doer is None else "for you, " if doer.pk == scope.user.pk else f"for {doer.full_name}, "
    return Fact(
        action.offender_id,
        action.due_on,
        fact,
        f"{action.text} ({whom}given by the {panel.area.name} panel of {uk_day(panel.held_on)})",
        reverse("panels:action", args=[action.public_id]),
        link,
        (action.pk, action.due_on),
    )


SCHEME = (
    Source("rag_review", "RAG review", (Category.SCHEME,), reviews, on_person=False),
    Source("proposal", "Proposal differs from the decision", (Category.SCHEME,), differs),
    Source("follow", "Reactive management and deselection", (Category.SCHEME,), follows),
    Source("action", "Panel action", (Category.SCHEME,), actions, level=Level.FLAG, on_person=False),
    Source(
        "action_late",
        "Panel action late, and told",
        (Category.SCHEME,),
        escalated,
        level=Level.FLAG,
        permission=Permission.WORKLIST_OVERSEE,
        on_person=False,
    ),
)
