"""Where each agency stands on a person: the status that it proposes, and its dissent from what was decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from agencies.models import Agency, User
from agencies.sharing import Category
from audit import log
from audit.floor import System, as_system
from panels import room_policies
from panels.actions.sitting import take_panel, tell_screens_about
from panels.models import AgendaItem, Stance
from rag.models import Status


class SaidMeanwhile(Exception):
    """Somebody wrote where the agency stands since the page was read; `stance` is what now stands."""

    def __init__(self, stance: Stance) -> None:
        super().__init__("Somebody else said where this agency stands while you were writing.")
        self.stance = stance


@transaction.atomic
def take_stance(
    *, item: AgendaItem, agency: Agency, status: Status | str, words: str, dissent: str, version: int, by: User
) -> Stance:
    """Say for an agency what it proposes and why, or that it dissents; one an agency and person, by its version.

    Whoever joined says it for their own agency; the chair for any that is in the room. All empty takes it back.
    """
    panel = take_panel(item.panel)
    room_policies.check_stance(by, panel, agency)
    said = {"status": str(status), "words": words.strip(), "dissent": dissent.strip()}
    if said["words"] and not said["status"]:
        raise ValidationError({"status": "Say which status the agency proposes."})
    with as_system(System.ROOM):  # it may be of a person whom the agency sees in this room alone
        stance = _write(item, agency, said, version, by)
    tell_screens_about(item)
    log.changed(
        "panels.take_stance",
        by=by,
        offender_id=item.offender_id,
        categories=[Category.SCHEME],
        panel=panel.pk,
        agency=agency.code,
    )
    return stance


def _write(item: AgendaItem, agency: Agency, said: dict[str, str], version: int, by: User) -> Stance:
    before = Stance.objects.filter(item=item, agency=agency).first()
    if before is None:
        return Stance.objects.create(panel_id=item.panel_id, item=item, agency=agency, said_by=by, **said)
    if before.version != version:
        if {name: getattr(before, name) for name in said} == said:
            return before
        raise SaidMeanwhile(before)
    for name, value in said.items():
        setattr(before, name, value)
    before.version, before.said_by, before.said_at = version + 1, by, Now()
    before.save()
    before.refresh_from_db()
    return before
