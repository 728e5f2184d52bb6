"""Since when a ranking's page says how far somebody has moved."""

from enum import Enum


class Since(Enum):
    """Each with what the page says of it."""

    NIGHT = "night", "last night"
    PANEL = "panel", "the area’s last panel"
    MONTH = "month", "a month before"

    def __init__(self, code: str, words: str) -> None:
        self.code, self.words = code, words

    @classmethod
    def chosen(cls, code: str) -> "Since":
        """What is not on offer is a month, as before there was a choice."""
        return next((one for one in cls if one.code == code), cls.MONTH)
