"""Putting somebody on the register by hand, after it was looked whether they are there."""
