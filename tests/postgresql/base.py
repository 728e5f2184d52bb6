"""PostgreSQL as the product uses it; only a test's flush sets the append-only trigger of the log aside."""

from typing import Any

from django.db.backends.postgresql import base, operations

LOG = "audit_entry"


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = super().sql_flush(style, tables, **options)
        if statements and LOG in tables:
            aside, back = (f"ALTER TABLE {LOG} {word} TRIGGER USER" for word in ("DISABLE", "ENABLE"))
            return [aside, *statements, back]
        return statements


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
