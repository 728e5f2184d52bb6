"""Scores received from elsewhere: the forms of a person's page of rank."""
