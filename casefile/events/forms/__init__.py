"""What is filled in about what happened to a person."""
