"""A list and a text area as Textual gives them, without anything to report."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList, TextArea


class PlainApp(App[None]):
    """Shows twelve rows, and below them an empty text; Tab leads from the one to the other."""

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"{number:>2} 稳定就业岗位" for number in range(1, 13)))
        text = TextArea()
        text.cursor_blink = False
        yield text


if __name__ == "__main__":
    PlainApp().run(mouse=False)
