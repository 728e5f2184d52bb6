"""What the grid has found and nobody has mended yet: strict, so that a line that no longer holds is a failure too.

Each is reported where it was found; an expectation is never changed to make it pass.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.grid.addresses import Address


@dataclass(frozen=True)
class Finding:
    """Which answers are wrong today (patterns of an address and of the words of `asking.wrong`), and why they are."""

    address: str
    said: str
    why: str

    def covers(self, address: Address, said: str) -> bool:
        return fnmatchcase(str(address), self.address) and fnmatchcase(said, self.said)


FINDINGS: list[Finding] = []


def unexpected(address: Address, said: list[str]) -> list[str]:
    return [words for words in said if not any(finding.covers(address, words) for finding in FINDINGS)]


def mended(address: Address, said: list[str]) -> list[Finding]:
    """Findings of this address that no answer shows any more: delete their lines."""
    of_this = [finding for finding in FINDINGS if fnmatchcase(str(address), finding.address)]
    return [finding for finding in of_this if not any(finding.covers(address, words) for words in said)]
