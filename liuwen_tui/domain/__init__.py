"""The trade in plain Python: what a notice, an entry, a version, a report and a summary are. No disk, no screen."""
