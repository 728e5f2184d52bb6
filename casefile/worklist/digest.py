"""The letter of the morning: how much needs its reader, and nothing of whom (issue 4, "Worklist").

Worked out as its reader, under the floor, when the letter is written; once a day for each reader, whatever happens.
"""

from datetime import date, datetime, time

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.access import may
from agencies.models import User
from agencies.roles import PERMISSIONS, Permission
from agencies.transactions import reader_of
from audit import clock, log, outbox
from audit.bank_holidays import is_working_day
from casefile.models import Digest, DigestChoice
from casefile.worklist.chosen import first_of
from casefile.worklist.look import Look, look
from casefile.worklist.rules import Band
from casefile.worklist.scope import scope_of

WRITE = "worklist_digest"
AT = time(7)


def is_time(now: datetime) -> bool:
    """From seven in London on: the clock of the schedule is UTC, which is an hour behind in summer."""
    return now.astimezone(clock.LONDON).time() >= AT


@transaction.atomic
def ask_for_all(*, by: User) -> int:
    """Leave one message for each who may get a letter today; nobody on a weekend or a bank holiday."""
    on = clock.today()
    if not is_working_day(on):
        return 0
    readers = [user for user in _readers(on) if gets_letters(user)]
    for user in readers:
        outbox.put(WRITE, user=user.pk, on=on.isoformat())
    log.ran("worklist.digest", by=by, letters=len(readers))
    return len(readers)


def _readers(on: date) -> list[User]:
    """Who has a worklist by a role, still works here, wants letters and has none of today yet."""
    roles = [role for role, permissions in PERMISSIONS.items() if Permission.WORKLIST_VIEW in permissions]
    staff = User.objects.filter(is_active=True, agency__isnull=False, role_holdings__role__in=roles).distinct()
    written = Digest.objects.filter(on=on).values("user")
    return list(staff.exclude(pk__in=written).select_related("agency").prefetch_related("role_holdings"))


def gets_letters(user: User) -> bool:
    """Who has left has no worklist any more; who turned the letter off gets none."""
    off = DigestChoice.objects.filter(user=user, wanted=False).exists()
    return not off and may(user, Permission.WORKLIST_VIEW)


@transaction.atomic
def write(*, user: User, on: date) -> Digest | None:
    """Count, keep what was counted and send; the second time of a day does nothing."""
    if on != clock.today() or not gets_letters(user):
        return None
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if Digest.objects.filter(user=user, on=on).exists():
        return None
    with reader_of(user).reading():
        found = look(scope_of(user, first_of(user, on)))
        row = _counted(user, on, found)
    row.save()
    Digest.objects.filter(user=user, on__lt=on).update(keys=[])
    if row.sent:
        _send(user, row)
    return row


def _counted(user: User, on: date, found: Look) -> Digest:
    due = [entry for entry in found.standing if entry.band in (Band.OVERDUE, Band.WEEK)]
    keys = sorted({f"{entry.line.person}:{entry.line.key}" for entry in due})
    before = Digest.objects.filter(user=user, on__lt=on).order_by("-on").first()
    new = len(set(keys) - set(before.keys)) if before else 0
    overdue = sum(entry.band is Band.OVERDUE for entry in due)
    return Digest(
        user=user, on=on, overdue=overdue, this_week=len(due) - overdue, new=new, sent=bool(due), keys=keys
    )  # fmt: skip


def words(row: Digest) -> str:
    """3 overdue, 5 this week, 2 new since yesterday."""
    new = f", {row.new} new since the last letter" if row.new else ""
    return f"{row.overdue} overdue, {row.this_week} this week{new}"


def _send(user: User, row: Digest) -> None:
    address = settings.ORIGIN + reverse("worklist:today")
    body = render_to_string("casefile/worklist/mail/digest.txt", {"words": words(row), "address": address})
    send_mail("What needs you in IOM today", body, None, [user.email])
