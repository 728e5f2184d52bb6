"""Who is invited to a meeting, what they answered, and whether its quorum is expected."""

from dataclasses import dataclass, field

from agencies.models import Agency, User
from panels.models import InvitationAnswer, MeetingInvitation, Panel, Quorum, QuorumAgency
from panels.rules.quorum import Needed, Verdict, quorum

COMING = (InvitationAnswer.COMES, InvitationAnswer.SENDS_DEPUTY)


@dataclass
class Invited:
    """The invitations agency by agency, and what they make of the quorum."""

    rows: list[MeetingInvitation]
    verdict: Verdict
    counted: list[QuorumAgency] = field(default_factory=list)

    @property
    def missing(self) -> list[Agency]:
        """Of those that must be there, whom nobody has said to come for."""
        return [row.agency for row in self.counted if row.agency_id in self.verdict.missing]

    def of(self, user: User) -> MeetingInvitation | None:
        return next((row for row in self.rows if row.member.user_id == user.pk), None)


def read(panel: Panel) -> Invited:
    """Three queries, however many are invited."""
    rows = list(
        MeetingInvitation.objects.filter(panel=panel)
        .select_related("member__agency", "member__user", "deputy", "panel")
        .order_by("member__agency__position", "member__agency", "member__user__full_name", "pk")
    )
    found = Quorum.objects.holding(panel.area, panel.kind, panel.held_on)
    counted = agencies_of(found) if found else []
    coming = [row.member.agency_id for row in rows if row.answer in COMING]
    waiting = [row.member.agency_id for row in rows if row.answer == InvitationAnswer.WAITING]
    return Invited(rows, quorum(needed(found, counted), coming, waiting), counted)


def agencies_of(found: Quorum) -> list[QuorumAgency]:
    return list(found.agencies.select_related("agency").order_by("agency__position", "agency"))


def needed(found: Quorum | None, counted: list[QuorumAgency]) -> Needed | None:
    """The quorum as the rule takes it; also for who was there in the end."""
    if found is None:
        return None
    must = frozenset(row.agency_id for row in counted if row.must_be_there)
    return Needed(frozenset(row.agency_id for row in counted), found.at_least, must)
