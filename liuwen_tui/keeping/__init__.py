"""What the keeper of a shared server does: lay out a home for many accounts, verify it, save it, bring it back, close its quarters."""
