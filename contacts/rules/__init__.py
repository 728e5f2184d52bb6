"""What follows from contacts: pure functions, values in, a verdict with its reasons out."""
