"""One fact of each kind about somebody, for the grids: with words that are nowhere else where they are asked for."""

from collections.abc import Callable
from datetime import date

from offenders.models import Address, Alias, Associate, Circumstance, Marker, Offender, Phone

SINCE = date(2018, 1, 15)
REVIEWED = date(2099, 1, 1)


def facts_of(who: Offender, word: Callable[[str], str] = str, marked_on: date = SINCE) -> dict[str, int]:
    """Their numbers by what they are, as the addresses of pages name them."""
    places = {"offender": who, "from_on": SINCE}
    warned = {"offender": who, "from_on": marked_on, "review_on": REVIEWED}
    rows = {
        "alias": Alias(offender=who, kind="nickname", given_names=word("alias")),
        "address": Address(kind="home", lines=word("address"), **places),
        "past_address": Address(kind="home", lines=word("past_address"), until_on=SINCE, **places),
        "phone": Phone(kind="mobile", number="07700900123", **places),
        "circumstance": Circumstance(kind="employment", text=word("circumstance"), **places),
        "marker": Marker(kind="risk_to_staff", text=word("marker_text"), learned_from="Police", **warned),
        "marac": Marker(kind="marac", learned_from="Police", **warned),
        "associate": Associate(
            kind="co_offender", name=word("associate"), filed_under="offending", learned_from="Arrest", **places
        ),
    }
    for row in rows.values():
        row.save()
    return {f"{name}_row": row.pk for name, row in rows.items()}
