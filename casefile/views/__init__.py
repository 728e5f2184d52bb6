from casefile.views.person import person, section
from casefile.views.register import find, register

__all__ = ["find", "person", "register", "section"]
