"""One file to a screen; each is composed from a domain value and dismisses with one."""
