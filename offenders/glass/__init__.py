"""Exact search and break-glass: somebody of whom one's agency may not know (spec/access.md, sections 1 and 2)."""
