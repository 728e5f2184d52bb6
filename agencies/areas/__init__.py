"""In which areas each agency works: which people it may be involved with by being of a kind (spec/access.md)."""
