"""The lead's use cases: gather, join and judge reports, write the summary."""
