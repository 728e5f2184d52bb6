"""The commands behind the Makefile. Only the standard library: they run before anything is installed."""
