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
    title: str
    """Of headings."""
    warning: str
    """Of what has to be minded."""
    hint: str
    """Of what stands in an empty field."""
    scrollbar: str
    done: str
    """Of what is done."""
    wrong: str
    """Of what is behind or in conflict."""


def _theme(name: str, look: _Look) -> Theme:
    cursor = {"foreground": look.ground, "background": look.ink, "text-style": "none"}
    variables = {
        **dict.fromkeys(("text", "text-muted", "text-disabled"), look.ink),
        **dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), look.scrollbar),
        **{f"block-cursor-{part}": value for part, value in cursor.items()},
        **{f"input-cursor-{part}": value for part, value in cursor.items()},
        "block-cursor-blurred-foreground": look.ink,
        "block-cursor-blurred-background": look.ground,
        "block-cursor-blurred-text-style": "bold underline",
        "block-hover-background": look.ground,
        "input-selection-background": look.bar,
        "input-selection-foreground": look.bar_ink,
        "scrollbar-background": look.ground,
        "text-primary": look.title,
        "text-warning": look.warning,
        "bar-text": look.bar_ink,
        "here": look.here,
        "hint": look.hint,
        "done": look.done,
        "wrong": look.wrong,
    }
    return Theme(
        name,
        primary=look.title,
        warning=look.warning,
        foreground=look.ink,
        background=look.ground,
        surface=look.field,
        panel=look.bar,
        dark=name != LIGHT,
        variables=variables,
    )


_LOOKS = {
    DARK: _Look(
        ground="#000000",
        ink="#e5e5e5",
        bar="#00005f",
        bar_ink="#ffffff",
        field="#1c1c1c",
        here="#2a2a2a",
        title="#87d7ff",
        warning="#ffff55",
        hint="#b0b0b0",
        scrollbar="#808080",
        done="#55ff55",
        wrong="#ff5555",
    ),
    LIGHT: _Look(
        ground="#ffffff",
        ink="#000000",
        bar="#c0c0c0",
        bar_ink="#000000",
        field="#eeeeee",
        here="#d7ffff",
        title="#000080",
        warning="#000080",
        hint="#007080",
        scrollbar="#808080",
        done="#005f00",
        wrong="#af0000",
    ),
    MONO: _Look(
        ground="#000000",
        ink="#ffffff",
        bar="#ffffff",
        bar_ink="#000000",
        field="#000000",
        here="#000000",
        title="#ffffff",
        warning="#ffffff",
        hint="#ffffff",
        scrollbar="#ffffff",
        done="#ffffff",
        wrong="#ffffff",
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
