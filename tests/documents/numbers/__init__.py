"""What holds every number of a quarter's documents against `summary.toml`, and three quarters for it to be held against."""
