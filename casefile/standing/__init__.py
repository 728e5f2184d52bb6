"""Lists by the decided status: who is RED for the probation system, and reactive management by its days."""
