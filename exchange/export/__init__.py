"""The register as a folder of the exchange format (spec/exchange.md, "Export")."""

from exchange.export.writing import NoScheme, write

__all__ = ["NoScheme", "write"]
