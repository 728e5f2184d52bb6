"""Supervision, custody, release and the plan for its day: the pages of a person, and the lists of releases."""
