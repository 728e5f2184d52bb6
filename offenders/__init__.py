"""The person: identity, areas, involvement, supervision, custody, arrests, intelligence, contacts."""
