"""The domain: tables of cases, and laws by Hypothesis."""
