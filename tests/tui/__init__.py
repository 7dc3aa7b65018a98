"""The screens: in a real terminal here."""
