"""The ledger: who came on to the scheme and off it, against the maximum, and who was never considered."""
