"""A pack of each person, gathered by the neighbours: what stands in it is of the part that it was gathered from."""

from typing import Any

from agencies.models import User
from offenders.models import Offender
from retention.models import Pack, Passage
from tests.conftest import TODAY
from tests.grid.canaries import Canaries


def gathered(plant: Canaries, scope: str, who: Offender, by: User) -> dict[str, Any]:
    pack = Pack.objects.create(
        offender=who,
        kind="subject_access",
        asked_on=TODAY,
        due_on=TODAY,
        asked_by="The person",
        gathered_on=TODAY,
        created_by=by,
    )
    for position, (fact, category) in enumerate(
        (("passage_offending", "offending"), ("passage_intelligence", "intelligence_original")), start=1
    ):
        Passage.objects.create(
            pack=pack,
            offender=who,
            position=position,
            category=category,
            heading="Note",
            text=plant.word(scope, fact),
            names=["somebody"],
        )
    return {"pack": pack.pk}
