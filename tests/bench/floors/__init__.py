"""The least that does the same work with the same libraries, each a program of its own: ``python -m tests.bench.floors.hello``."""
