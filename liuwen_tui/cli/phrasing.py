"""``*词``: a sentence that the unit wrote before, found by its characters or initials and taken by number."""

from __future__ import annotations

from liuwen_tui.cli.talk import Talk
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.phrases import Phrase, phrases

_MOST = 9
_NONE = "0"


def choose_phrase(desk: Desk, talk: Talk, number: int, wanted: str) -> str | None:
    """Returns the sentence that the person takes, None for none."""
    found = [phrase for phrase in phrases(desk, number) if is_found(wanted, _shown(phrase))]
    if not found:
        talk.refuse(f"以前写过的话里没有“{wanted}”；文字本身以 * 开头的，前面加 \\。")
        return None
    if len(found) > _MOST:
        talk.say(f"找到 {len(found)} 句，列出最近的 {_MOST} 句；多打几个字再找。")
    choices = {str(place): _shown(phrase) for place, phrase in enumerate(found[:_MOST], 1)}
    picked = talk.pick("用哪一句？[不用]", {**choices, _NONE: "不用"}, kept=_NONE)
    return None if picked in (None, _NONE) else found[int(picked or _NONE) - 1].text


def _shown(phrase: Phrase) -> str:
    return f"{phrase.text}（{phrase.about}）" if phrase.about else phrase.text
