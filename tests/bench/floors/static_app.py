"""The least program of screens: one text."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class StaticApp(App[None]):
    """Shows a text."""

    def compose(self) -> ComposeResult:
        yield Static("稳定就业岗位")


if __name__ == "__main__":
    StaticApp().run(mouse=False)
