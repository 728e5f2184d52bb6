"""The needs matrix and the care plan of the eight pathways."""
