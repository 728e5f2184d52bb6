"""Saying in which areas an agency works."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.access import may
from agencies.models import Agency, AgencyArea, Area, User
from agencies.roles import Permission
from audit import log, outbox

AREAS_CHANGED = "agency_areas_changed"  # whom an agency is involved with by its kind may be others: involvement follows


@transaction.atomic
def set_areas(*, agency: Agency, areas: Iterable[Area], by: User) -> None:
    """The areas that an agency works in from now on; none named is the whole scheme. Twice changes nothing."""
    if not may(by, Permission.AGENCY_AREAS):
        raise PermissionDenied
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    wanted, before = {area.pk for area in areas}, set(agency.areas.values_list("area", flat=True))
    if wanted == before:
        return
    agency.areas.exclude(area__in=wanted).delete()
    AgencyArea.objects.bulk_create(AgencyArea(agency=agency, area_id=pk) for pk in sorted(wanted - before))
    log.changed("agencies.set_areas", by=by, agency_changed=agency.code, before=sorted(before), after=sorted(wanted))
    outbox.put(AREAS_CHANGED)
