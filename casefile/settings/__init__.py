"""The scheme's own numbers, each with its source: who runs the scheme reads and changes them here."""
