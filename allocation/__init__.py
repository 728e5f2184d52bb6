"""Who leads whom: officers compared, allocated, reallocated, and transfers between areas and agencies."""
