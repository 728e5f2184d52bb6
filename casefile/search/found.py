"""What a search gives out."""

from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True)
class Found:
    """Who matched, best first, and why each did."""

    why: dict[int, str]
    more: bool = False

    @property
    def ids(self) -> list[int]:
        return list(self.why)


def together(*found: Found) -> Found:
    """Several searches as one, in their order; who matched by more than one is said once, with every reason."""
    why: dict[int, list[str]] = {}
    for one in found:
        for pk, reason in one.why.items():
            reasons = why.setdefault(pk, [])
            reasons += [reason] if reason not in reasons else []
    first = dict(list(why.items())[:MOST])
    return Found(
        {pk: ", ".join(reasons) for pk, reasons in first.items()}, any(f.more for f in found) or len(why) > MOST
    )
