"""Starts and ends: what Python itself costs."""
