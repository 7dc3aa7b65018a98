"""Everything that touches the disk: homes, stores, locks, accounts, settings and catalogues."""
