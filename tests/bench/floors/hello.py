"""The least command: one that greets, made with Typer."""

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def hello(name: str = "青山湖区") -> None:
    """Greets."""
    print(f"您好，{name}")


if __name__ == "__main__":
    app()
