"""What units typed, made to stand inside the sentences of a report: the first sentence of it, or all of it in one line."""

from __future__ import annotations

import re

LONGEST = 100
"""Characters of a sentence that is quoted; a longer one is not, rather than cut."""
_ENDS = "。！？"
_STOPS = _ENDS + "；"
"""Behind these a clause stands on its own."""
_ELLIPSIS = "……"
_CLOSES = "”’）》」』】"
_OPENS = "“‘（《「『【"
_MARK = re.compile(f"[{_STOPS}{_OPENS}{_CLOSES}]")
_LEADER = re.compile(
    r"""\s*(?:
        [（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）][.、．]?   # （1） （一）
        | \d{1,2}(?:[)）、]|[.．](?!\d))                            # 1. 1、 1)
        | [一二三四五六七八九十]{1,3}(?:、|是)                      # 一、 一是
        | [①-⑳•·●○■◆▪*]
        | [-－—–]+(?!\d)
    )\s*""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^，、；。！？：\d]{1,14}")
"""一、主要做法, which says nothing on its own."""
_DANGLING = "，、；：,;:"
_HALF_WIDTH_STOP = re.compile(r"(?<=[^\x00-\x7f])\.\Z")


def first_sentence(text: str) -> str:
    """Returns the first sentence of typed text, whole, with a mark at its end; "" where it has more than `LONGEST` characters.

    It goes to the first ``。！？；`` outside quotation marks and brackets, or to the line's end; the number or dash before
    it is left out.
    """
    line = _without_leader(_first_line(text))
    sentence = line[: _end(line)]
    return ended(sentence) if len(sentence) <= LONGEST else ""


def in_one_line(text: str) -> str:
    """Returns all of the text as one line with a mark at its end, its own lines told apart by ``；`` where no mark does."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    said = [line for line in lines if line]
    return ended("".join(line if line[-1] in _ENDS + _DANGLING else f"{line}；" for line in said))


def ended(text: str) -> str:
    """Returns the text with one mark at its end that ends a sentence, "" for nothing."""
    text = _HALF_WIDTH_STOP.sub("。", text.rstrip().rstrip(_DANGLING).rstrip())
    if not text or text.endswith((*_ENDS, _ELLIPSIS)):
        return text
    return text if text[-1] in _CLOSES and text.rstrip(_CLOSES)[-1:] in tuple(_ENDS) else f"{text}。"


def _first_line(text: str) -> str:
    """The first line that says something: no heading, and with the one that follows where it only leads up to that."""
    lines = [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
    if len(lines) > 1 and _HEADING.fullmatch(lines[0]):
        lines = lines[1:]
    if len(lines) > 1 and lines[0].endswith(("：", ":")):
        return lines[0] + _without_leader(lines[1])
    return lines[0] if lines else ""


def _without_leader(line: str) -> str:
    """A line that is nothing but a leader stays."""
    rest = line[match.end() :] if (match := _LEADER.match(line)) else line
    return rest.strip() or line.strip()


def _end(line: str) -> int:
    """Where the first sentence ends; a mark within quotation marks or brackets ends it only where these are not closed again."""
    depth = within = 0
    for match in _MARK.finditer(line):
        character, index = match[0], match.end()
        depth += (character in _OPENS) - (character in _CLOSES)
        if character in _STOPS and depth == 0:
            return index
        if character in _CLOSES and depth == 0 and line[index - 2] in _ENDS:
            return index
        if character in _ENDS and not within:
            within = index
    return within if within and depth else len(line)
