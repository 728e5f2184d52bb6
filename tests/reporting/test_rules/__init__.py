"""Every definition of the measure at, above and below its boundary (spec/evaluation.md)."""
