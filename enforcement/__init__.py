"""Warrants, licences, recall, testing, orders, court and targeting."""
