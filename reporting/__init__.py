"""Performance reports, cost benefit, charts, documents."""
