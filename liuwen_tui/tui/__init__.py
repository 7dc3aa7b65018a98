"""The screens; the only folder that names textual and rich."""
