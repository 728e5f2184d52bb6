"""Who leads a person and who supports them: their own pages, and the lists of an agency."""
