"""Forty files as they may come in over three quarters, with every kind of trouble, and what must become of each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.documents.seal import seal_of
from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.fate import Fate
from liuwen_tui.domain.notice import Measure, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt, Verdict
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.versions import Subject, Version, descend
from liuwen_tui.receipts import keep_receipt
from liuwen_tui.store.catalogue import NOTICE_FILE, builtin_catalogues
from liuwen_tui.store.home import Home
from tests.conftest import CATALOGUE
from tests.hostile import LINES

QUARTERS = ("2020Q3", "2020Q4", "2021Q1")
PHONE = "0791-88100000"
EARLIER = "d" * 64
"""Digest of a reading of the notice in which 2 and 3 stood the other way round."""
_NUMBERS = {2: 3, 3: 2}
_SIGNED = Signatories("张三", "李四", PHONE)
_STRANGERS_MEASURE = 15
"""Nobody's until it is claimed."""


@dataclass(frozen=True)
class Mail:
    """One file that came in."""

    name: str
    content: bytes
    quarter: str
    unit: str
    fate: Fate
    beside: str = ""
    """Name of the other file that its fate names."""
    trouble: str = ""
    """What is wrong with it, as the generator calls it."""


@dataclass(frozen=True)
class Post:
    """All that came in, and what the lead had answered to some of it."""

    mails: tuple[Mail, ...]
    receipts: tuple[Receipt, ...]

    def of(self, quarter: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.quarter == quarter]

    def units(self, quarter: str, trouble: str) -> set[str]:
        return {mail.unit for mail in self.of(quarter) if mail.trouble == trouble}

    def deliver(self, folder: Path, home: Home, quarter: str | None = None) -> None:
        """Writes the files into the folder, of all quarters or of one, and the receipts and the catalogue into the home."""
        folder.mkdir(parents=True, exist_ok=True)
        for mail in self.mails if quarter is None else self.of(quarter):
            (folder / mail.name).write_bytes(mail.content)
        lay_out(home.root)
        for receipt in self.receipts:
            keep_receipt(receipt, home.receipts_folder(receipt.unit), home.root, CATALOGUE)


def lay_out(root: Path) -> None:
    """Gives a home a catalogue of its own, the built-in one but that it knows the earlier reading."""
    folder = root / "notices" / CATALOGUE.notice.id
    folder.mkdir(parents=True, exist_ok=True)
    for path in (builtin_catalogues() / CATALOGUE.notice.id).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / NOTICE_FILE).open("a", encoding="utf-8") as notice:
        numbers = ", ".join(f"{old} = {new}" for old, new in _NUMBERS.items())
        notice.write(f'\n[[earlier]]\ndigest = "{EARLIER}"\nnumbers = {{ {numbers} }}\n')


class _Writer:
    """Writes what one unit sends in one quarter."""

    def __init__(self, unit: str, quarter: str, chance: random.Random) -> None:
        self.unit, self.quarter, self.chance = unit, quarter, chance
        self.measures = [measure for measure in CATALOGUE.notice.measures if unit in CATALOGUE.responsible(measure)]
        self._noon = f"{Quarter.parse(quarter).last_day + timedelta(days=3)}T12:00:00+08:00"

    def versions(self, words: str, parents: tuple[Version, ...] = ()) -> tuple[Version, ...]:
        by_measure = {version.subject.measure: version for version in parents}
        return tuple(
            descend(
                Subject(CATALOGUE.notice.id, self.unit, self.quarter, measure.number),
                self._entry(measure, words),
                [by_measure[measure.number]] if parents else (),
                self._noon,
                "张三",
            )
            for measure in self.measures
        )

    def _entry(self, measure: Measure, words: str) -> Entry:
        status = self.chance.choice((Status.IN_PROGRESS, Status.DELAYED, Status.COMPLETED))
        is_done = status is Status.COMPLETED
        return Entry(
            status=status,
            percent=100 if is_done else self.chance.randrange(5, 95, 5),
            progress=f"{words}第{measure.number}项办结{self.chance.randrange(1000)}件。{self.chance.choice(LINES)}",
            problems=f"用地没有落实。{self.chance.choice(LINES)}" if status is Status.DELAYED else "",
            next_steps="" if is_done else "下季度办完。",
            targets=tuple(
                TargetResult(target.id, done=is_done) if target.kind is TargetKind.ACT else TargetResult(target.id, actual=target.value)
                for target in measure.targets
            ),
        )

    def head(self, state: State = State.SUBMITTED, revision: int = 1, days_late: int = 0) -> Head:
        day = Quarter.parse(self.quarter).last_day + timedelta(days=10 + days_late if days_late else 5)
        at = "" if state is State.DRAFT else f"{day}T16:20:00+08:00"
        return Head(state, 0 if state is State.DRAFT else revision, at, at, _SIGNED)

    def report(self, versions: tuple[Version, ...], head: Head | None = None, digest: str = CATALOGUE.notice.digest) -> bytes:
        notice, name = CATALOGUE.notice.id, CATALOGUE.unit_name(self.unit)
        return write_report(Report(notice, digest, self.unit, name, self.quarter, head or self.head(), versions), CATALOGUE)

    def under_earlier_numbers(self, words: str) -> bytes:
        """The same unit's report as it was written when 2 and 3 stood the other way round."""
        now_to_then = {new: old for old, new in _NUMBERS.items()}
        self.measures = [replace(measure, number=now_to_then.get(measure.number, measure.number)) for measure in self.measures]
        self.measures.sort(key=lambda measure: measure.number)
        return self.report(self.versions(words), digest=EARLIER)

    def with_a_strangers_measure(self, words: str) -> bytes:
        self.measures = [*self.measures, CATALOGUE.measure(_STRANGERS_MEASURE)]
        self.measures.sort(key=lambda measure: measure.number)
        return self.report(self.versions(words))


Made = Iterator[tuple[str, bytes, Fate, str]]
"""The last letters of a file's name, its bytes, its fate, and the letters of the file beside it."""


def _plain(writer: _Writer) -> Made:
    yield "", writer.report(writer.versions("按时报来：")), Fate.USED, ""


def _late(writer: _Writer) -> Made:
    yield "", writer.report(writer.versions("迟报："), writer.head(days_late=9)), Fate.USED, ""


def _earlier(writer: _Writer) -> Made:
    yield "", writer.under_earlier_numbers("按旧目录报来："), Fate.USED, ""


def _newer(writer: _Writer) -> Made:
    old = writer.versions("旧稿：")
    yield "-1", writer.report(old), Fate.OLDER, "-2"
    yield "-2", writer.report(writer.versions("新稿：", old), writer.head(revision=3)), Fate.NEWER, "-1"


def _twice(writer: _Writer) -> Made:
    content = writer.report(writer.versions("发了两遍："))
    yield "-1", content, Fate.USED, ""
    yield "-2", b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"), Fate.SAME, "-1"


def _conflict(writer: _Writer) -> Made:
    for letters, other in (("-1", "-2"), ("-2", "-1")):
        yield letters, writer.report(writer.versions(f"甲乙两处{letters}：")), Fate.CONFLICT, other


def _draft(writer: _Writer) -> Made:
    yield "", writer.report(writer.versions("草稿："), writer.head(State.DRAFT)), Fate.DRAFT, ""


def _withdrawn(writer: _Writer) -> Made:
    yield "-1", writer.report(writer.versions("误报：")), Fate.OLDER, "-2"
    yield "-2", writer.report((), writer.head(State.WITHDRAWN, 2)), Fate.WITHDRAWN, ""


def _foreign(writer: _Writer) -> Made:
    yield "", writer.with_a_strangers_measure("多报一项："), Fate.USED, ""


def _altered(writer: _Writer) -> Made:
    yield "", writer.report(writer.versions("改过：")).replace("办结".encode(), "办成".encode(), 1), Fate.REFUSED, ""


def _unknown(writer: _Writer) -> Made:
    yield "", writer.report(writer.versions("别的目录："), digest="f" * 64), Fate.REFUSED, ""


def _bad_bytes(writer: _Writer) -> Made:
    yield "", writer.chance.randbytes(3000), Fate.REFUSED, ""


KINDS = {
    "plain": _plain,
    "late": _late,
    "returned": _plain,
    "earlier digest": _earlier,
    "newer": _newer,
    "same": _twice,
    "conflict": _conflict,
    "draft": _draft,
    "withdrawn": _withdrawn,
    "foreign": _foreign,
    "altered": _altered,
    "unknown digest": _unknown,
    "bad bytes": _bad_bytes,
}
"""How a unit may send what it sends; `KINDS` all in one quarter are 17 files."""
_IN_QUARTER = {
    "2020Q3": ("plain", "plain", "plain", "late", "returned", "conflict", "newer", "withdrawn"),
    "2020Q4": tuple(KINDS),
    "2021Q1": ("plain", "plain", "late", "late", "returned", "earlier digest", "conflict", "same", "altered", "draft"),
}


def generate(seed: int = 6) -> Post:
    """Returns the same forty files for the same seed: who sends what, and in which words, is chance."""
    chance = random.Random(seed)
    mails: list[Mail] = []
    receipts: list[Receipt] = []
    for quarter, kinds in _IN_QUARTER.items():
        units = chance.sample([unit.code for unit in CATALOGUE.units if unit.exists_in(Quarter.parse(quarter))], len(kinds))
        for unit, kind in zip(units, kinds, strict=True):
            made = list(KINDS[kind](_Writer(unit, quarter, chance)))
            name = f"{quarter}-{unit}-{kind.replace(' ', '-')}"
            for letters, content, fate, beside in made:
                other = f"{name}{beside}.toml" if beside else ""
                mails.append(Mail(f"{name}{letters}.toml", content, quarter, unit, fate, other, kind))
            if kind == "returned":
                receipts.append(_sent_back(unit, quarter, seal_of(made[-1][1])))
    return Post(tuple(mails), tuple(receipts))


def _sent_back(unit: str, quarter: str, seal: str) -> Receipt:
    at = f"{Quarter.parse(quarter).last_day + timedelta(days=8)}T09:00:00+08:00"
    return Receipt(CATALOGUE.notice.id, CATALOGUE.notice.digest, unit, quarter, seal, Verdict.RETURNED, at, "王某", "请补充数字。")
