"""The database's locks that the ranking takes: numbers that nothing else of the product uses."""

RUN_LOCK = 7_261_001
ASK_LOCK = 7_261_002
