"""The scoring matrix and the nightly ranking."""
