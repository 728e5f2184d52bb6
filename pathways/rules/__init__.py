"""What is true of pathways without a database: what a letter gives away, who may say it, what a plan may become."""

from pathways.rules.assessing import SittingStatus, asks_why, assessing_categories
from pathways.rules.letters import Theme, filed_under, letter_categories

__all__ = ["SittingStatus", "Theme", "asks_why", "assessing_categories", "filed_under", "letter_categories"]
