"""Agencies, areas, the people who work here, their roles and what they may share."""
