"""Custody, release and supervision: what is written of them, what follows from the dates, and who is told."""
