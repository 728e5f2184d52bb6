"""What is written: a register that comes in."""
