"""Registers in and out (CSV folders) and possible duplicates."""
