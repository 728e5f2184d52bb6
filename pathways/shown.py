"""Which pathways a person's page names: those of the day's set, and those of an older one where they still speak."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pathways.models import Pathway


def shown(opened: Iterable[Pathway], assessed: Collection[str], on: date, *, whole: bool = False) -> Iterator[Pathway]:
    """Of what sets that have been open by a day hold (`opened_by`), in its order.

    An older pathway is shown where it was assessed and the day's set says nothing of the same theme yet; `whole`
    shows every one that was assessed.
    """
    pathways = list(opened)
    said = {pathway.theme for pathway in pathways if pathway.set.is_in_force(on) and pathway.code in assessed}
    for pathway in pathways:
        older = pathway.code in assessed and (whole or pathway.theme not in said)
        if pathway.set.is_in_force(on) or older:
            yield pathway
