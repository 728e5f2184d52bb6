"""The floor under the policy: row-level security on every table of a person (docs/adr/0010-floor.md).

`tables` finds the tables by their models, `sql` says who sees whom, `roles` writes it into the database and `checks`
says what is missing there. `audit.floor` says as whom the database is asked.
"""
