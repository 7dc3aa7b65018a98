"""The looks to choose from: dark, light, and without any colour. What they say they say without colour too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.theme import Theme

DARK, LIGHT, MONO = "dark", "light", "mono"


@dataclass(frozen=True, slots=True)
class _Colours:
    """What a theme is made of; each colour has a fellow among the sixteen of a plain terminal, where nothing may run together."""

    ground: str
    ink: str
    bar: str
    """Under head and foot."""
    field: str
    """Under a text field."""
    here: str
    """Under the text field that has the caret."""
    accent: str


def _theme(name: str, colours: _Colours, **styles: str) -> Theme:
    ground, ink, bar, accent = colours.ground, colours.ink, colours.bar, colours.accent
    variables = {
        "text": ink,
        "text-muted": ink,
        "text-disabled": ink,
        "text-primary": accent,
        "text-warning": accent,
        "primary-background": bar,
        "block-cursor-foreground": ink,
        "block-cursor-background": ground,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": ground,
        "block-hover-background": ground,
        "input-cursor-foreground": ink,
        "input-cursor-background": ground,
        "input-selection-background": bar,
        "scrollbar": accent,
        "scrollbar-background": bar,
        "bar-style": "bold",
        "box": "none",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "bold underline",
        "input-cursor-text-style": "reverse",
        "selection-style": "none",
        **styles,
    }
    return Theme(
        name,
        primary=accent,
        warning=accent,
        foreground=ink,
        background=ground,
        surface=colours.field,
        panel=bar,
        boost=colours.here,
        dark=name != LIGHT,
        variables=variables,
    )


THEMES = {
    DARK: _theme(DARK, _Colours("#000000", "#e5e5e5", "#00005f", "#1c1c1c", "#303030", "#ffff55")),
    LIGHT: _theme(LIGHT, _Colours("#ffffff", "#000000", "#c0c0c0", "#eeeeee", "#d7ffff", "#000080")),
    MONO: _theme(
        MONO,
        _Colours("#000000", "#ffffff", "#000000", "#000000", "#000000", "#ffffff"),
        **{"bar-style": "reverse", "box": "ascii", "selection-style": "underline"},
    ),
}


def first_theme(remembered: str, environment: Mapping[str, str]) -> str:
    """Returns the theme to begin with: none of the colours where the person's ``NO_COLOR`` says so, else what was kept.

    Source: no-color.org, an empty value says nothing.
    """
    if environment.get("NO_COLOR"):
        return MONO
    return remembered if remembered in THEMES else DARK
