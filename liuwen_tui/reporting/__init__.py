"""A unit's use cases: fill in, claim, check, submit, withdraw, export, import."""
