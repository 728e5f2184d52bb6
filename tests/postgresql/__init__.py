"""The database backend of the tests: PostgreSQL, which may empty the append-only log between tests."""
