"""What the keeper of a shared server does: lay out a home for many accounts, and verify it."""
