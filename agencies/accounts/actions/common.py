"""What every action on an account does: take its row, and leave the messages that follow from it."""

from django.utils import timezone

from agencies.models import Invitation, Purpose, RoleHolding, User
from agencies.roles import Role
from audit import outbox

SEND_LINK = "accounts.send_link"
TELL = "accounts.tell"


def locked(user: User) -> User:
    """The account as it stands now, and nobody else's to change until this transaction ends."""
    return User.objects.select_for_update().select_related(None).get(pk=user.pk)


def lock_administrators() -> None:
    """Two system administrators cannot end one another at once: the holdings are taken in one order."""
    holdings = RoleHolding.objects.select_for_update().filter(role=Role.SYSTEM_ADMINISTRATOR).order_by("pk")
    list(holdings.values_list("pk", flat=True))


def new_link(user: User, purpose: Purpose, by: User) -> Invitation:
    """A link in place of any that is open; its token is made when it is sent, so that nothing else ever has it."""
    end_links(user)
    link = Invitation.objects.create(user=user, purpose=purpose, created_by=by)
    outbox.put(SEND_LINK, link=link.pk)
    return link


def end_links(user: User) -> int:
    return Invitation.objects.open().filter(user=user).update(ended_at=timezone.now())


def tell(user: User, of_what: str) -> None:
    """A message to the person themselves that something about their account was changed."""
    outbox.put(TELL, user=user.pk, of_what=of_what)


def hold(user: User, roles: frozenset[Role]) -> None:
    """Make the roles held exactly these."""
    user.role_holdings.exclude(role__in=roles).delete()
    held = set(user.role_holdings.values_list("role", flat=True))
    RoleHolding.objects.bulk_create(RoleHolding(user=user, role=role) for role in sorted(roles) if role not in held)
    user.__dict__.pop("roles", None)
