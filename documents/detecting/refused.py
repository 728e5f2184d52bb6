"""A file that is not let in."""


class Refused(Exception):
    """The words are for the person who sent it."""
