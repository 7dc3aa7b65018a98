"""The looks to choose from: dark, light, and without any colour; what stands out stands out in all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK, LIGHT, MONO = "dark", "light", "mono"
_PLAIN = Style(color=RichColor.default(), bgcolor=RichColor.default())
_LIT = 0.5
"""Brightness of a background from which on it is drawn in reverse where there are no colours."""


@dataclass(frozen=True, slots=True)
class _Look:
    """Colours that each have a fellow among the sixteen of a plain terminal, where nothing may run together."""

    ground: str
    ink: str
    bar: str
    """Under head and foot."""
    bar_ink: str
    field: str
    """Under a text field."""
    here: str
    """Under the text field that has the caret."""
    accent: str
    hint: str
    """Of what stands in an empty field."""
    done: str
    """Of what is done."""
    wrong: str
    """Of what is behind or in conflict."""


def _theme(name: str, look: _Look) -> Theme:
    cursor = {"foreground": look.ground, "background": look.ink, "text-style": "none"}
    variables = {
        **dict.fromkeys(("text", "text-muted", "text-disabled"), look.ink),
        **dict.fromkeys(("text-primary", "text-warning", "scrollbar"), look.accent),
        **{f"block-cursor-{part}": value for part, value in cursor.items()},
        **{f"input-cursor-{part}": value for part, value in cursor.items()},
        "block-cursor-blurred-foreground": look.ink,
        "block-cursor-blurred-background": look.ground,
        "block-cursor-blurred-text-style": "bold underline",
        "block-hover-background": look.ground,
        "input-selection-background": look.bar,
        "input-selection-foreground": look.bar_ink,
        "scrollbar-background": look.ground,
        "bar-text": look.bar_ink,
        "hint": look.hint,
        "done": look.done,
        "wrong": look.wrong,
    }
    return Theme(
        name,
        primary=look.accent,
        warning=look.accent,
        foreground=look.ink,
        background=look.ground,
        surface=look.field,
        boost=look.here,
        panel=look.bar,
        dark=name != LIGHT,
        variables=variables,
    )


_LOOKS = {
    DARK: _Look(
        "#000000", "#e5e5e5", "#00005f", "#ffffff", "#1c1c1c", "#303030", accent="#ffff55", hint="#b0b0b0", done="#55ff55", wrong="#ff5555"
    ),
    LIGHT: _Look(
        "#ffffff", "#000000", "#c0c0c0", "#000000", "#eeeeee", "#d7ffff", accent="#000080", hint="#5f5f5f", done="#005f00", wrong="#af0000"
    ),
    MONO: _Look(
        "#000000", "#ffffff", "#ffffff", "#000000", "#000000", "#000000", accent="#ffffff", hint="#ffffff", done="#ffffff", wrong="#ffffff"
    ),
}
THEMES = {name: _theme(name, look) for name, look in _LOOKS.items()}


def first_theme(remembered: str, environment: Mapping[str, str]) -> str:
    """Returns the theme to begin with: the one without colours where ``NO_COLOR`` says so, else what was kept.

    Source: no-color.org; an empty value says nothing.
    """
    if environment.get("NO_COLOR"):
        return MONO
    return remembered if remembered in THEMES else DARK


class WithoutColour(LineFilter):
    """Takes all colours away; what has a lit background is drawn in reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, style and _colourless(style), control) for text, style, control in segments]


@lru_cache(maxsize=1024)
def _colourless(style: Style) -> Style:
    ground = style.bgcolor
    is_lit = ground is not None and not ground.is_default and Color.from_rich_color(ground).brightness > _LIT
    return style + _PLAIN + Style(reverse=bool(style.reverse) != is_lit)
