"""What an offender manager sees: the register, search, the person's page, the timeline."""
