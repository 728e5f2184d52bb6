"""What a command says to the person who started it."""

import sys


class Trouble(Exception):
    """A command cannot go on: one sentence that says why and what to do, shown without a traceback."""

    def __init__(self, sentence: str, code: int = 1):
        super().__init__(sentence)
        self.code = code


def say(text: str = "") -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
