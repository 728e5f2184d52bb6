"""Who looked at whom: the log's pages, for auditors and agency leads, and what viewing is unusual.

They stand here and not in `audit`, which knows neither people nor agencies.
"""
