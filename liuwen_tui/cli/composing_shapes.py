"""What the commands around 成稿 print, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from liuwen_tui.cli.shapes import Json
from liuwen_tui.documents.papers.grounds_annex import burden_words
from liuwen_tui.domain.burden import burden
from liuwen_tui.domain.differences import marked
from liuwen_tui.domain.manuscript import COMPREHENSIVE_LIMIT, SPECIAL_LIMIT, Edited, Final, Manuscript, Part, Redrafted
from liuwen_tui.domain.text import fit
from liuwen_tui.merging.board import Merged
from liuwen_tui.merging.composing import Composition

_TITLE_CELLS, _ID_CELLS, _COUNT_CELLS = 22, 12, 8


def finished_shape(merged: Merged, manuscript: Manuscript) -> Json:
    """What ``merge`` says of the report: 定稿, the units that reported after it, and the parts."""
    return {
        "final": final_shape(merged.final),
        "after_final": list(merged.after_final),
        "parts": [part_shape(part, manuscript) for part in manuscript.parts],
    }


def final_shape(final: Final | None) -> Json | None:
    return {"at": final.at, "by": final.by} if final else None


def part_shape(part: Part, manuscript: Manuscript) -> Json:
    return {
        "id": part.id,
        "title": part.title,
        "characters": manuscript.characters(part),
        "edited": part.edited is not None,
        "stale": part.is_stale,
    }


def manuscript_shape(merged: Merged, composition: Composition) -> Json:
    """``burden`` is how many characters the quarter asked of the units, and how many of them they carried."""
    manuscript, asked = composition.manuscript, burden(composition.situation)
    limits = {"comprehensive": COMPREHENSIVE_LIMIT, "special": SPECIAL_LIMIT}
    written = {"quarter": merged.summary.quarter, "characters": manuscript.length, "limits": limits, "burden": asdict(asked)}
    return {**written, **finished_shape(merged, manuscript)}


def manuscript_words(merged: Merged, composition: Composition) -> str:
    """Returns a line for each part and, below, how long the report is and what the quarter asked of the units."""
    manuscript, quarter = composition.manuscript, composition.situation.quarter
    rows = [
        f"{fit(part.id, _ID_CELLS)}{fit(part.title, _TITLE_CELLS)}{manuscript.characters(part):>{_COUNT_CELLS}} 字　{standing_words(part)}"
        for part in manuscript.parts
    ]
    limits = f"综合报告不超过 {COMPREHENSIVE_LIMIT} 字，专题报告不超过 {SPECIAL_LIMIT} 字"
    final = f"　{merged.final.at[:10]} {merged.final.by} 定稿" if merged.final else "　未定稿"
    return "\n".join((f"{quarter.label}{final}", *rows, f"共 {manuscript.length} 字；{limits}。", burden_words(composition.situation)))


def standing_words(part: Part) -> str:
    """Returns whose words stand there, and whether what they tell of has changed since."""
    if part.edited is None:
        return "拟定的"
    return f"{part.edited.by} {part.edited.at[:10]} 改{'　来源有变' if part.is_stale else ''}"


def one_part_shape(part: Part, manuscript: Manuscript) -> Json:
    edited = {"at": part.edited.at, "by": part.edited.by, "drafted": part.edited.drafted} if part.edited else None
    return {**part_shape(part, manuscript), "text": manuscript.text(part), "drafted": part.drafted, "written": edited}


def history_shape(acts: Sequence[Edited | Redrafted]) -> list[Json]:
    """``text`` is null where the draft was taken again."""
    return [{"at": act.at, "by": act.by, "text": act.text if isinstance(act, Edited) else None} for act in acts]


def history_words(part: Part, acts: Sequence[Edited | Redrafted]) -> str:
    """Returns who wrote what when, each text marked against the one before it, the draft that the first was written over."""
    return "\n".join(_history(part, acts)) or f"“{part.title}”没有改过，是拟定的。"


def _history(part: Part, acts: Sequence[Edited | Redrafted]) -> Iterator[str]:
    before = None
    for act in acts:
        when = f"{act.at[:16].replace('T', ' ')} {act.by}"
        if isinstance(act, Redrafted):
            yield f"{when} 用回拟定的"
            before = None
        else:
            yield f"{when} 改："
            yield marked(act.drafted if before is None else before, act.text)
            before = act.text
