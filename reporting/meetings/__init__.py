"""How panels are held, as figures for the governance board: by meeting and by year."""
