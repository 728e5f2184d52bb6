"""Invented registers of any size, in the exchange format, for benchmarks and trials.

Streamed: what is held in memory does not grow with the number of people. The same seed gives the same bytes. One
tenth of the people have half of the offences; surnames have a long tail; from about 2,000 people on, every code
and status of every list occurs. One person in 500 looks like the one before (a letter of the name changed).
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TextIO

from exchange.generate.lists import scheme
from exchange.generate.people import Maker
from exchange.rules.layout import BY_NAME

DAY = date(2019, 3, 31)
AT_A_TIME = 2000


def write(folder: Path, *, people: int, seed: int, as_of: date = DAY) -> Iterator[int]:
    """Write a register of so many people; gives how many are written so far, now and then.

    Nothing in it is later than `as_of`, which is a fixed day unless named, so that a seed alone fixes the bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scheme.json").write_text(json.dumps(scheme(), indent=1) + "\n", encoding="utf-8")
    with ExitStack() as stack:
        files = {name: stack.enter_context(_started(folder, name)) for name in BY_NAME}
        maker = Maker(seed, as_of)
        for start in range(0, people, AT_A_TIME):
            upto = min(start + AT_A_TIME, people)
            for name, lines in maker.make(start, upto).items():
                files[name].write("".join(lines))
            yield upto


def _started(folder: Path, name: str) -> TextIO:
    file = (folder / name).open("w", encoding="utf-8", newline="")
    file.write(",".join(BY_NAME[name].names) + "\n")
    return file
