"""liuwen: quarterly reporting on a policy notice, by unit, and its merging by the lead department."""
