"""The answer to a look at somebody whom the reader may not see: nobody is there, and the attempt is in the log."""

from typing import NoReturn
from uuid import UUID

from django.http import Http404

from agencies.models import User
from audit import log
from audit.floor import System, as_system
from offenders.models import Offender


def not_there(user: User, public_id: UUID, what: str) -> NoReturn:
    """Log a refused look, with whom it was at where that is somebody, and answer as for nobody (Http404)."""
    with as_system(System.REFUSAL):
        known = Offender.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    log.refused(what, by=user, offender_id=known)
    raise Http404
