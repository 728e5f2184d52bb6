"""A sample by a seed that is printed where a test fails; GRID_SEED asks for the same again."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
SEED = os.environ.get("GRID_SEED") or os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8] or str(random.randrange(10**6))

# `whole` of a test: a sample every day, everything by `make test-all`.
SOME_OR_ALL = pytest.mark.parametrize(
    "whole", [pytest.param(False, id="some"), pytest.param(True, id="all", marks=pytest.mark.slow)]
)


def some(of: Sequence[T], most: int, *about: object, whole: bool = False) -> list[T]:
    """So many of them at most, the same for the same seed; all where the whole is asked for."""
    if whole or len(of) <= most:
        return list(of)
    return random.Random(f"{SEED} {' '.join(map(str, about))}").sample(list(of), most)
