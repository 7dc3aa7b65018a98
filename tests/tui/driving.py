"""Somebody at the screens: presses keys as a terminal sends them, and reads what stands on the screen."""

from __future__ import annotations

import asyncio
import inspect
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from textual.events import Event, Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import Signatories
from liuwen_tui.opening import TUI_WAIT, Opening, Options
from liuwen_tui.reporting import filing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.tui.app import LiuwenApp
from tests.conftest import AT, fill, open_desk

PATIENCE = 20.0
"""Seconds within which the screen must come to show what is waited for."""
SMALL, LARGE, LEAST = (80, 24), (120, 40), (60, 18)
SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITES_SNAPSHOTS = os.environ.get("LIUWEN_SNAPSHOTS") == "write"
Prepare = Callable[[Path], object]


class Person:
    """Sits at the running app; ``home`` is its home, ``unit`` and ``quarter`` are what it was opened with."""

    def __init__(self, app: LiuwenApp, pilot: Pilot[None], home: Path, unit: str, quarter: str) -> None:
        self.app, self._pilot = app, pilot
        self.home, self.unit, self.quarter = home, unit, quarter

    def desk(self, unit: str = "", quarter: str = "", account: str = "李四") -> Desk:
        """Returns a second desk in the same home, by default another person's of the same unit and quarter."""
        return open_desk(self.home, unit or self.unit, quarter or self.quarter, account=account)

    def stored(self, number: int) -> Entry:
        """Returns what the store holds of that measure, empty where nothing."""
        return self.desk().store.read().entry(number)

    async def press(self, *keys: str) -> None:
        """Presses keys slowly: each when the one before it has had its effect."""
        await self.one_by_one(*map(_key, keys))

    async def one_by_one(self, *events: Event) -> None:
        """Sends each event when the one before it has had its effect."""
        for event in events:
            await self._send(event)
        await self._rest()

    async def type(self, text: str) -> None:
        """Types characters as they come from an input method, all at once."""
        await self.burst(*map(_key, text))

    async def paste(self, text: str) -> None:
        """Pastes text as a terminal does."""
        await self.burst(Paste(text))

    async def burst(self, *events: Event) -> None:
        """Sends events at once and waits until the last of them has had its effect."""
        await self._send(*events)
        await self._rest()

    async def _send(self, *events: Event) -> None:
        """Sends events and, behind them, a key that does nothing; its arrival tells that they have arrived."""
        last = Key("f24", None)
        for event in (*events, last):
            self.app.post_message(event)
        await self.until(lambda: last.is_forwarded or self.is_out, "把键处理完")

    async def _rest(self) -> None:
        if not self.is_out:
            await self.until(lambda: getattr(self.app.screen, "is_at_rest", True), "画出旁边的文字")
            await self._pilot.pause()

    async def resize(self, size: tuple[int, int]) -> None:
        """Draws the terminal's window to another size."""
        await self._pilot.resize_terminal(*size)
        await self.until(lambda: self.app.screen.size == size, "画成新的大小")  # Textual waits a moment for further ones
        await self.until(self._is_laid_out, "排成新的大小")
        await self._rest()

    def _is_laid_out(self) -> bool:
        """Tells whether nothing on the screen waits for room, or for others to have found theirs."""
        screen = self.app.screen
        waits = screen._layout_required or screen._callbacks or any(each.message_queue_size for each in (screen, *screen.walk_children()))
        return not waits

    async def until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits until that holds; fails, showing the screen, when it does not come to."""
        deadline = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < deadline, f"没有等到：{what}\n{self.screen}"
            await asyncio.sleep(0.005)

    async def see(self, *wanted: str) -> None:
        """Waits until all of that stands on the screen."""
        await self.until(lambda: all(words in self.screen for words in wanted), " ".join(wanted))

    @property
    def is_out(self) -> bool:
        """True once the program has ended."""
        return self.app.return_code is not None

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as they can be read, without the blanks at their ends."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def screen(self) -> str:
        return "\n".join(self.rows)

    def row(self, words: str) -> str:
        """Returns the first row with those words."""
        return next(row for row in self.rows if words in row)


def sit(
    unit: str | None = "fgw",
    quarter: str | None = "2020Q4",
    size: tuple[int, int] = SMALL,
    prepare: Prepare | None = None,
    for_lead: bool = False,
) -> Callable[[Callable[..., Awaitable[None]]], Callable[..., None]]:
    """Makes a test of steps that a person takes: opens the app in a fresh home, which ``prepare`` may fill before.

    The steps get the person first and their other arguments from pytest.
    """

    def make(steps: Callable[..., Awaitable[None]]) -> Callable[..., None]:
        _, *others = inspect.signature(steps).parameters.values()

        def test(home: Path, **rest: object) -> None:
            if prepare:
                prepare(home)
            asyncio.run(visit(home, lambda me: steps(me, **rest), unit, quarter, size, for_lead))

        ours = inspect.Parameter("home", inspect.Parameter.KEYWORD_ONLY)
        others = [other.replace(kind=inspect.Parameter.KEYWORD_ONLY) for other in others]
        test.__signature__ = inspect.Signature([ours, *others])  # type: ignore[attr-defined]
        test.__name__, test.__doc__ = steps.__name__, steps.__doc__
        return test

    return make


async def visit(  # noqa: PLR0913, PLR0917 - as many as the app can be opened with
    home: Path,
    steps: Callable[[Person], Awaitable[None]],
    unit: str | None = "fgw",
    quarter: str | None = "2020Q4",
    size: tuple[int, int] = SMALL,
    for_lead: bool = False,
) -> None:
    """Opens the app in that home, as 张三 at the present of the tests, and takes the steps."""
    options = Options(unit=unit, quarter=quarter, home=str(home))
    opening = Opening(options, {}, clock=lambda: datetime.fromisoformat(AT), wait=TUI_WAIT)
    opening.office = replace(opening.office, account="张三")
    app = LiuwenApp(opening, for_lead)
    async with app.run_test(size=size, notifications=True) as pilot:
        person = Person(app, pilot, home, unit or "fgw", quarter or "2020Q4")
        await person.burst()  # until the first screen stands
        await steps(person)


def submit(desk: Desk) -> Path:
    """Fills every measure of the desk and submits its report; returns the export's path."""
    return filing.submit(fill(desk), Signatories(reviewed_by="李某"))


def in_conflict(home: Path) -> None:
    """区人社局 sent three reports that know nothing of each other: two versions of measure 1, three of measure 3."""
    said = {
        home: (Status.COMPLETED, "已兑现稳岗补贴326户412万元，全部到账。", "已救助12人。", "01-08T16:20", "张三"),
        home / "other": (Status.IN_PROGRESS, "已兑现稳岗补贴326户412万元，余2户待核。", "已救助15人。", "01-09T09:05", "李四"),
        home / "third": (Status.COMPLETED, "已兑现稳岗补贴326户412万元，全部到账。", "已救助18人。", "01-09T10:40", "王五"),
    }
    out = home / "notices/qsh-2020-25/units/rsj/out"
    for root, (status, first, third, at, account) in said.items():
        desk = fill(open_desk(root, "rsj", at=f"2021-{at}:00+08:00", account=account))
        desk.record(
            1, lambda entry, status=status, words=first: replace(entry.with_status(status), progress=words, next_steps="余下续办。")
        )
        desk.record(3, lambda entry, words=third: replace(entry, progress=words))
        path = filing.submit(desk, Signatories(reviewed_by="李某"))
        if root != home:
            shutil.copy(path, out / f"{path.stem}_{root.name}.toml")


def hold_against(name: str, person: Person) -> None:
    """Holds the screen against the kept one; ``LIUWEN_SNAPSHOTS=write`` in the environment keeps it instead, to be read by a person."""
    width, height = person.app.size
    path = SNAPSHOTS / f"{name}-{width}x{height}.txt"
    seen = "\n".join(person.rows) + "\n"
    if WRITES_SNAPSHOTS:
        path.parent.mkdir(exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")


def _key(key: str) -> Key:
    """A key by its name, or the character that it types."""
    if len(key) == 1:
        return Key(_character_to_key(key), key)
    return Key(key, None)
