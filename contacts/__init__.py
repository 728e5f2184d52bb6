"""What is arranged with a person: appointments in series, what came of them, the contact standard, entering once."""
