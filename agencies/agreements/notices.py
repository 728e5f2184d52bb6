"""What every page says at its top when the sharing agreement is about to end, or has ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies import sharing
from agencies.access import may
from agencies.agreements import queries, rules
from agencies.models import User
from agencies.roles import Permission
from agencies.templatetags.iom_pages import uk_date


@dataclass(frozen=True)
class Notice:
    """A sentence at the top of the page; `closed` where nobody is seen any more."""

    text: str
    closed: bool


def notice_for(user: User, today: date) -> Notice | None:
    """To everybody: that access is closed. To agency leads and coordinators, from 28 days before: that it will be."""
    if user.agency_id is None:
        return None
    agreement = sharing.agreement_of(user)
    if agreement is None:
        return Notice(_why_closed(user, today), closed=True)
    near = rules.warns(agreement.expires_on, today) and may(user, Permission.AGREEMENT_VIEW)
    if not near or agreement.replaced_on or queries.is_followed(agreement):
        return None
    return Notice(
        f"The sharing agreement expires on {uk_date(agreement.expires_on)}, and no other follows it. From that day "
        "nobody at any agency sees anybody's record, until the leads of two agencies have agreed on a new one.",
        closed=False,
    )


def ended_on(today: date) -> date | None:
    """The day on which the last agreement ended; nothing where one is in force, or none ever was."""
    last = None if queries.in_force(today) else queries.last_ended(today)
    return last.expires_on if last else None


def _why_closed(user: User, today: date) -> str:
    day = ended_on(today)
    if day is None:
        return "The sharing agreement does not name your agency, so your agency sees nobody's record."
    told = uk_date(day - timedelta(rules.WARNED_DAYS_BEFORE))
    assert user.agency is not None
    leads = " and ".join(lead.full_name for lead in queries.leads_of(user.agency, today))
    who = f"Your agency's lead, {leads}, has been told" if leads else "Every agency's lead has been told"
    return (
        f"The agreement ended on {uk_date(day)}, so nobody's record is shown. {who}, on every page since {told}; "
        "access opens again when the leads of two agencies have agreed on a new one."
    )
