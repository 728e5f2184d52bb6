"""The teams of an agency: formed and filled by its lead and its supervisors."""
