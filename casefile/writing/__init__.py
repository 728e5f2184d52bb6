"""Writing into a person's record: the door, the form, what is kept when somebody is signed out, and who was quicker."""

from casefile.writing.forms import CorrectingForm, WritingForm, to_correct, to_remove
from casefile.writing.pages import Here, correct_page, of_person, remove_page, show, write_page

__all__ = [
    "CorrectingForm",
    "Here",
    "WritingForm",
    "correct_page",
    "of_person",
    "remove_page",
    "show",
    "to_correct",
    "to_remove",
    "write_page",
]
