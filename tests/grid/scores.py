"""A score of each person that another system worked out, and the neighbourhood team that has them."""

from typing import Any
from uuid import uuid4

from agencies.models import Agency, User
from allocation.models import NeighbourhoodCare
from offenders.models import Offender
from ranking.models import ReceivedScore
from tests.conftest import TODAY
from tests.grid.canaries import Canaries


def received(plant: Canaries, scope: str, who: Offender, by: User) -> dict[str, Any]:
    row = ReceivedScore.objects.create(
        offender=who, tool="rsr", tool_version=plant.word(scope, "received_version", 20),
        score=plant.word(scope, "received_score", 40), band=plant.word(scope, "received_band", 40), scored_on=TODAY,
        received_from=plant.word(scope, "received_from"), created_by=by,
    )  # fmt: skip
    care = NeighbourhoodCare.objects.create(
        offender=who, area=who.area, agency=Agency.objects.get(code="police"), team=plant.word(scope, "care_team"),
        officer=plant.word(scope, "care_officer"), eighths=8, bound=20, taken_on=TODAY.replace(day=1),
        until_on=TODAY.replace(year=2020), made_by=by, request_key=uuid4(),
    )  # fmt: skip
    return {"received": row.pk, "care": care.public_id}
