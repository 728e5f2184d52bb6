"""How re-offending is measured: pure rules, no database and no clock (spec/evaluation.md)."""
