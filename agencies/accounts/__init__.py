"""The accounts of the people who work here: joiners and leavers, their roles, how they sign in."""
