"""Text that people may type or files may carry and that formats trip over, and entries made of it."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.text import clean

LINES = (
    "[seal]",
    '[seal]\nsha256 = "0000000000000000000000000000000000000000000000000000000000000000"',
    '"""\n[[entry]]\nmeasure = 1',
    "'''",
    "a.b = 1\na.b.c = 2",
    'a".b',
    "www.x.com",
    "[" * 30,
    "{ " * 30,
    "[                        ]",
    "\\",
    "结尾是反斜杠\\",
    "\\n不是换行",
    "\"引号\" 和 '撇号'",
    "# 不是标题",
    "标题\n===",
    "标题\n---",
    "***",
    "- 不是清单\n- 也不是",
    "+ 一\n+ 二",
    "1. 一\n2) 二",
    "    缩进的字",
    "```\n代码\n```",
    "~~~\n代码",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a | b\n- | -",
    "> 引用",
    "**粗** _斜_ ~~删~~ `码`",
    "<b>粗</b><script>alert(1)</script>",
    "<!-- 注释",
    "<https://a.cn>",
    "&lt;b&gt; &amp; &#35; &nbsp;",
    "[字](http://a.cn)",
    "![图](http://a.cn/x.png)",
    "[字]: http://a.cn",
    "[^1]: 脚注",
    "- [ ] 待办",
    "http://a.cn/x?y=1&z=2",
    "HTTPS://A.CN",
    "ftp://a.cn",
    "www.a.cn",
    "见 www.a.cn 和WWW.a.cn",
    "zhang@a.cn",
    "mailto:zhang@a.cn",
    "见 a.cn",
    "//a.cn/x",
    "$x$ $$y$$",
    ": 定义",
    "{#id} {.class}",
    "第一行\n\n\n第四行",
    "\n头尾空行\n",
    "=SUM(A1)",
    "　　全角缩进",
    "𠮷野家 👨\u200d👩\u200d👧 é\u0302",
)
"""Each is clean already: what the program itself never strips."""


RAW = (
    "剪贴板\x1b]52;c;aGVsbG8=\x07",
    "清屏\x1b[2J\x1b[H\x1bc",
    "标题\x1b]0;root\x1b\\",
    "八位\x9b2J\x9d0;x\x9c\x85换行",
    "零\x00字节\x7f",
    "\x07响铃\x08退格\x0e切换\x0f",
    "正\u202e反\u202d\u2066\u2067\u2068\u2069\u202a\u202b\u202c",
    "一\u2028二\u2029三\r四\r\n五\v六\f七\t八",
    "半个\ud83d字\udc00符\udcff",
    "[/][/red][@click=app.quit]点我[/]",
    "[link=https://a.cn]字[/link]",
    "=cmd|' /C calc'!A0",
    "+1+1\n-1-1\n@SUM(A1)",
    "甲 | 乙 |\r\n|---|---|\r\n| 丙 | 丁 |",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "<https://a.cn> https://b.cn www.c.cn d@e.cn",
    "长" * 5_000,
    "a" * 5_000,
    "\u0301\u0302\u0303",
    "字" + "\u0315\u0300" * 200,
)
"""As a keyboard, a clipboard or a file may bring it in; each is cleaned on the way in and leaves something to keep."""


def texts(least: int = 1) -> st.SearchStrategy[str]:
    """Clean text: hostile lines, words of TOML and Markdown in any order, and any characters at all."""
    pieces = st.sampled_from((*LINES, "\n", '"', "\\", "[", "]", ".", "=", "#", "'", " ", "进展", "50%", "\u0085", "\u200b", "\ufeff"))
    mixed = st.lists(pieces, max_size=5).map("".join)
    return st.one_of(mixed, st.text(max_size=40)).map(clean).filter(lambda text: len(text) >= least)


def entries() -> st.SearchStrategy[Entry]:
    """Every kind of entry that can be kept, sensible or not."""
    day = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
    identity = st.text("abc0123-.\"'[] ", min_size=1, max_size=6).map(clean)
    step = st.builds(Step, identity, texts(), st.one_of(st.just(""), day), st.booleans())
    numbers = st.one_of(
        st.integers(-(10**15), 10**15),
        st.floats(-1e15, 1e15).map(lambda number: int(number) if number.is_integer() else number),
    )
    result = st.one_of(st.builds(TargetResult, identity, actual=numbers), st.builds(TargetResult, identity, done=st.booleans()))
    return st.builds(
        Entry,
        status=st.sampled_from((None, *Status)),
        percent=st.one_of(st.none(), st.integers(0, 100)),
        progress=texts(0),
        problems=texts(0),
        next_steps=texts(0),
        support_needed=texts(0),
        reason=texts(0),
        evidence=st.lists(texts(), max_size=3).map(tuple),
        unchanged=st.booleans(),
        claimed=st.sampled_from((None, True, False)),
        steps=st.lists(step, max_size=3, unique_by=lambda item: item.id).map(tuple),
        targets=st.lists(result, max_size=3, unique_by=lambda item: item.id).map(tuple),
    )
