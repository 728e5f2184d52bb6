"""What the tests of the ranking share."""

import pytest

from agencies.code_lists import command_line
from ranking import actions
from tests.conftest import TODAY


@pytest.fixture
def rank():
    """`rank()` is a run as of the tests' day, `rank(day)` of another."""

    def run(as_of=TODAY, **more):
        return actions.run(as_of=as_of, by=command_line(), **more)

    return run
