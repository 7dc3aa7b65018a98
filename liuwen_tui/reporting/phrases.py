"""What a unit wrote before, sentence by sentence, to be used again; nothing is canned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from liuwen_tui.domain.entry import TEXT_FIELDS
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.versions import instant
from liuwen_tui.reporting.desk import Desk

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]*[”’）》」]*")
_MOST = 300
_LONGEST = 300
"""Characters beyond which a sentence is no phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text to put in, and what it is about where it does not say so itself."""

    text: str
    about: str = ""


def phrases(desk: Desk, number: int) -> list[Phrase]:
    """Returns what can be put into an entry of that measure.

    References to the unit's other measures come first, then the sentences of all its other entries, and those of units merged into it, of whichever
    quarter, latest first and none twice, 300 at most. A store that cannot be read is passed over.
    """
    others = map(desk.catalogue.measure, filter(lambda other: other != number, desk.numbers()))
    references = [Phrase(f"同第{measure.numeral}条", measure.title) for measure in others]
    sentences = dict.fromkeys(sentence for sentence in _sentences(desk, number) if len(sentence) <= _LONGEST)
    return [*references, *map(Phrase, islice(sentences, _MOST))]


def _sentences(desk: Desk, number: int) -> Iterator[str]:
    home = desk.office.home
    units = (desk.unit, *desk.catalogue.predecessors(desk.unit.code))
    stores = sorted((quarter, unit.code) for unit in units for quarter in home.quarters_kept(unit.code))
    for quarter, unit in reversed(stores):
        try:
            ledger = home.store(unit, quarter, desk.office.wait).read()
        except LiuwenError:  # one quarter's words less to choose from
            continue
        open_here = number if quarter == desk.quarter else None
        yield from _ledger_sentences(ledger, open_here)


def _ledger_sentences(ledger: Ledger, left_out: int | None) -> Iterator[str]:
    """The latest entry's first."""
    versions = [version for version in ledger.versions() if version.subject.measure != left_out]
    for version in sorted(versions, key=lambda version: instant(version.updated_at), reverse=True):
        for name in TEXT_FIELDS:
            yield from filter(None, map(str.strip, _SENTENCE.findall(version.entry.text(name))))
