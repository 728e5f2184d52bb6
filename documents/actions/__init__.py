"""What is done with documents: filing and correcting them, and the system's check and cleaning of their files."""

from documents.actions.checking import INFECTED, check, due, scanned, tidy
from documents.actions.filing import SCAN, correct, remove, replace, upload
from documents.actions.issuing import issue

__all__ = ["INFECTED", "SCAN", "check", "correct", "due", "issue", "remove", "replace", "scanned", "tidy", "upload"]
