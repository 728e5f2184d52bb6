"""The demonstration: Bedfordshire's invented register, what it lacks, and accounts to look at it with."""

from exchange.demo.loader import load

__all__ = ["load"]
