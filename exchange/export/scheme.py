"""scheme.json as the register holds the scheme, in the order in which it was named."""

import json

from agencies.models import Scheme
from exchange.actions.scheme import scheme_held


class NoScheme(Exception):
    """The register has no scheme yet: there is nothing to write out."""

    def __init__(self) -> None:
        super().__init__("The register has no scheme yet: nothing was written.")


def scheme_json() -> str:
    """The scheme, written the same way each time."""
    if not Scheme.objects.exists():
        raise NoScheme
    found = scheme_held()
    if not found["groupings"]:
        del found["groupings"]
    return json.dumps(found, indent=1, ensure_ascii=False)
