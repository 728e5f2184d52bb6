"""What needs whom: derived from the facts at each look, never kept by hand (issue 4, "Worklist")."""
