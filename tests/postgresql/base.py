"""PostgreSQL as the product uses it; only a test's flush sets the append-only triggers of the log aside."""

from typing import Any

from django.db.backends.postgresql import base, operations

LOGS = ("audit_entry", "audit_seal")


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = super().sql_flush(style, tables, **options)
        logs = [table for table in LOGS if table in tables] if statements else []
        aside, back = ([f"ALTER TABLE {log} {word} TRIGGER USER" for log in logs] for word in ("DISABLE", "ENABLE"))
        return [*aside, *statements, *back]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
