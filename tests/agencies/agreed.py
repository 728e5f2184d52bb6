"""Agreements and readers made for a test, past the actions: what is tested is what they give."""

from datetime import date

from agencies.agreements import default
from agencies.categories import TERMS
from agencies.models import Agency, Agreement, AgreementLevel, AgreementState, User


def reader(kind, *roles):
    """Somebody of a kind of agency who holds these roles; not saved."""
    user = User(agency=Agency(code=kind, kind=kind))
    user.roles = frozenset(roles)
    return user


def in_force(*, starts_on=default.CRIME_AND_DISORDER_ACT, expires_on=date(2099, 1, 1), agencies=None):
    """The default agreement in place of itself, with other days; `agencies` are the terms of single agencies."""
    made = Agreement.objects.get()
    # Back to a draft, the one state in which terms change; only number 1 may go back without a word of who proposed.
    Agreement.objects.update(state=AgreementState.DRAFT)
    for code, cells in (agencies or {}).items():
        for category, words in cells.items():
            (level, consent), (room, room_consent) = TERMS[words.everyday], TERMS[words.in_room]
            AgreementLevel.objects.create(
                agreement=made,
                agency=Agency.objects.get(code=code),
                category=category,
                level=level,
                if_consent=consent,
                in_room=room,
                in_room_if_consent=room_consent,
            )
    Agreement.objects.update(starts_on=starts_on, expires_on=expires_on)
    Agreement.objects.update(state=AgreementState.IN_FORCE)
    return Agreement.objects.get()
