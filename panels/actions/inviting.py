"""Who sits in an area's meetings, when there is a quorum, and who comes to one of them."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import Agency, Area, User
from audit import clock, log, outbox
from panels import meeting_policies as policies
from panels.actions.sitting import take_panel
from panels.models import InvitationAnswer, MeetingInvitation, Panel, PanelKind, PanelMember, Quorum, QuorumAgency
from panels.models.meetings import BEFORE
from panels.querysets import PanelMemberQuerySet

INVITED = "panel_invited"
"""Somebody is invited to meetings: one letter for all of them, which names nobody."""


@transaction.atomic
def seat(*, area: Area, kind: PanelKind | str, user: User, deputy: bool, by: User) -> PanelMember:
    """Somebody sits for their agency from today on, or stands in for who does. Twice is once."""
    policies.check_plan(by)
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    policies.check_area(area)
    if user.agency is None:
        raise ValidationError({"user": f"{user.full_name} works for no agency."})
    policies.check_sits(user, user.agency)
    today = clock.today()
    before = PanelMember.objects.filter(area=area, kind=kind, user=user, until_on=None).first()
    if before is not None:
        if before.deputy == deputy:
            return before
        raise ValidationError({"user": f"{user.full_name} sits there already. End that first."})
    member = PanelMember.objects.create(
        area=area, kind=kind, agency=user.agency, user=user, deputy=deputy, from_on=today, created_by=by
    )
    log.changed("panels.seat", by=by, area=area.code, kind=str(kind), member=member.pk, agency=user.agency.code)
    invite(Panel.objects.filter(area=area, kind=kind, status__in=BEFORE, held_on__gte=today))
    return member


@transaction.atomic
def unseat(*, member: PanelMember, by: User) -> PanelMember:
    """Somebody sits there no longer, from today on; their invitations to what is to come fall away."""
    policies.check_plan(by)
    member = PanelMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.until_on is None:
        member.until_on = clock.today()
        member.save(update_fields=["until_on"])
        waiting = MeetingInvitation.objects.filter(member=member, panel__status__in=BEFORE)
        waiting.filter(panel__held_on__gte=member.until_on).delete()
        log.changed("panels.unseat", by=by, member=member.pk, agency=member.agency.code)
    return member


@transaction.atomic
def set_quorum(
    *, area: Area, kind: PanelKind | str, at_least: int, agencies: Iterable[Agency], must: Iterable[Agency], by: User
) -> Quorum:
    """How many of which agencies there must be, from today on; the one before stays for the days before."""
    policies.check_plan(by)
    area = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    policies.check_area(area)
    needed, always = {one.pk: one for one in agencies}, {one.pk: one for one in must}
    needed |= always
    if not 1 <= at_least <= len(needed):
        raise ValidationError({"at_least": f"Enter a number from 1 to {max(1, len(needed))}: so many are named."})
    today = clock.today()
    _end_before(area, kind, today)
    quorum = Quorum.objects.create(area=area, kind=kind, at_least=at_least, from_on=today, created_by=by)
    QuorumAgency.objects.bulk_create(
        QuorumAgency(quorum=quorum, agency=one, must_be_there=pk in always) for pk, one in needed.items()
    )
    log.changed("panels.set_quorum", by=by, area=area.code, kind=str(kind), quorum=quorum.pk, at_least=at_least)
    return quorum


def _end_before(area: Area, kind: PanelKind | str, today: date) -> None:
    """One that began today held on no day: it ends on the day on which it began."""
    Quorum.objects.filter(area=area, kind=kind, until_on=None).update(until_on=today)


def invite(panels: Iterable[Panel]) -> None:
    """Invite to all of these meetings: one letter for each who is invited, however many they are."""
    for user in sorted({user for panel in panels for user in _invite_members(panel)}):
        outbox.put(INVITED, user=user)


def _invite_members(panel: Panel) -> list[int]:
    """Each who sits there on the day and is not invited yet; deputies are sent by who they stand in for."""
    invited = MeetingInvitation.objects.filter(panel=panel).values("member")
    members = PanelMember.objects.sitting(panel.area, panel.kind, max(panel.held_on, clock.today()))
    new = list(members.filter(deputy=False).exclude(pk__in=invited))
    MeetingInvitation.objects.bulk_create(MeetingInvitation(panel=panel, member=member) for member in new)
    return [member.user_id for member in new]


@transaction.atomic
def answer_invitation(
    *, invitation: MeetingInvitation, answer: InvitationAnswer | str, deputy: User | None, by: User
) -> MeetingInvitation:
    """A member comes, sends a deputy of their agency, or cannot; who changes their mind answers anew."""
    panel = take_panel(invitation.panel)
    invitation = (
        MeetingInvitation.objects.select_for_update(of=("self",)).select_related("member").get(pk=invitation.pk)
    )
    if invitation.member.user_id != by.pk:
        raise PermissionDenied("Who is invited answers.")
    if panel.status not in BEFORE:
        raise ValidationError(policies.BEGUN)
    answer = InvitationAnswer(answer)
    sends = answer == InvitationAnswer.SENDS_DEPUTY
    if answer == InvitationAnswer.WAITING:
        raise ValidationError({"answer": "Say whether you come."})
    if sends and (deputy is None or not deputies_of(invitation.member, panel).filter(user=deputy).exists()):
        raise ValidationError({"deputy": "Choose a deputy of your agency for these meetings."})
    invitation.answer, invitation.deputy, invitation.answered_at = answer, deputy if sends else None, Now()
    invitation.save(update_fields=["answer", "deputy", "answered_at"])
    invitation.refresh_from_db()
    if sends and deputy is not None:
        outbox.put(INVITED, user=deputy.pk)
    log.changed("panels.answer_invitation", by=by, panel=panel.pk, answer=str(answer))
    return invitation


def deputies_of(member: PanelMember, panel: Panel) -> PanelMemberQuerySet:
    """Whom a member may send in their place."""
    sitting = PanelMember.objects.sitting(panel.area, panel.kind, panel.held_on)
    return sitting.filter(agency=member.agency_id, deputy=True)
