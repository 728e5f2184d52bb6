"""The folder's rows on their way in: copied into temporary tables as they are read, then matched to the register."""

from exchange.staging.staged import Staging, staged_table

__all__ = ["Staging", "staged_table"]
