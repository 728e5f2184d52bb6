"""Invented names: put together from parts, a few of them common and a long tail of rare ones."""

from random import Random


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words(
    """
    Ald Ash Bar Beck Bel Ber Black Brad Bran Bur Cal Car Cold Cor Crow Dal Dar Den Dun Ed El Ever Fal Fen Fair Gar
    Glen Gold Gran Green Hal Har Haw Heath High Hol Hum Ing Kel Ken Kir Lang Lin Long Mar Mel Mid Mor Nor Oak Old Or
    Pen Pres Red Rich Rock Rom Sal Sand Shel Sil Stan Stock Sut Tal Tar Thorn Tre Under Up Wal War Wel West Whit
    Wild Wil Win Wood Wyn Yar Yel
    """
)
_LAST = _words(
    """
    ton ham ley by ford field worth wood bridge man son well stead combe dale den ford gate house hurst land low
    mere more ney over pole ridge row shaw sham side stone thorpe tree wick wyn yard
    """
)
_GIVEN = _words(
    """
    Aaron Adeel Aidan Alan Amir Andrew Anna Anton Asif Ava Ben Billy Callum Carl Chloe Connor Craig Daniel Darren
    David Dean Devon Dmitri Elena Ellis Ethan Faisal Farah Finn Gary George Grace Hamza Harry Hassan Ian Imran Ivan
    Jack Jade Jamal James Jason Jordan Josh Kai Karl Kelly Kieran Kyle Lauren Lee Leon Lewis Liam Luca Luke Marcus
    Mark Martin Mia Michael Mohammed Nathan Niall Noah Olga Omar Owen Paul Peter Piotr Rafal Rhys Ricky Robert Ryan
    Sam Scott Sean Shane Simon Sophie Stefan Steven Terry Tomasz Tyler Usman Wayne William Yusuf Zac Zoe Zoë Siân
    """
)


def surnames() -> list[str]:
    """About 3,600 names in a fixed order that is not the alphabet's; taken with `tail`, the early ones are common."""
    parts = [first + last for first in _FIRST for last in _LAST if not first.lower().endswith(last)]
    odd = ["O'" + name for name in parts[::41]] + [f"Mac{name}" for name in parts[::37]]
    return sorted({*parts, *odd}, key=lambda name: (hash_of(name), name))


def hash_of(text: str) -> int:
    """A fixed scatter (Python's own hash of a text differs from run to run)."""
    value = 5381
    for letter in text:
        value = (value * 33 ^ ord(letter)) & 0xFFFFFFFF
    return value * 2654435761 & 0xFFFFFFFF


def given_names() -> list[str]:
    return list(_GIVEN)


def tail(chance: float, names: list[str]) -> str:
    """A name by a chance from 0 to 1: the cube makes the first thousandth of the list a tenth of the people."""
    return names[int(chance * chance * chance * len(names))]


def changed(name: str, random: Random) -> str:
    """The name with one letter doubled, as somebody else may have typed it."""
    at = random.randrange(1, len(name))
    return name[:at] + name[at - 1].lower() + name[at:]
