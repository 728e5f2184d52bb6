"""Consent by the person: given, for what, to whom, until when, withdrawn. Withdrawal acts at once."""
