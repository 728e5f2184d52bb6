"""What happened to a person, written down: arrests and offences, intelligence, notes, requests between agencies."""
