"""The pages on which what happened to a person is written: the rules and actions are of offenders and enforcement."""
