"""A note is shown, exported, imported and merged as it was saved; no byte of it drives a terminal or forges a row."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from liuwen_tui.domain.entry import TEXT_FIELDS
from liuwen_tui.domain.text import clean
from tests.cli.running import Result, run
from tests.documents.test_markdown import kinds, rendered
from tests.hostile import LINES, RAW

SFJ = ("--unit", "sfj", "--quarter", "2020Q4")
"""司法局 has one measure alone, the ninth."""
DRIVES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
TYPED = (*LINES, *RAW)


def fields_of(strings: list[str]) -> dict[str, Any]:
    """An entry with those strings in every place where text can stand; the long texts share them out."""
    shares = {name: "\n".join(strings[index :: len(TEXT_FIELDS)]) or strings[0] for index, name in enumerate(TEXT_FIELDS)}
    return {"status": "in_progress", **shares, "evidence": strings, "steps": steps_of(strings)}


def steps_of(strings: list[str]) -> list[dict[str, Any]]:
    return [{"id": str(number), "text": text, "done": False} for number, text in enumerate(strings, 1)]


def cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    steps = [{**step, "text": clean(step["text"])} for step in fields["steps"]]
    texts = {name: clean(fields[name]) for name in TEXT_FIELDS}
    return {**fields, **texts, "evidence": [clean(item) for item in fields["evidence"]], "steps": steps}


@dataclass
class Journey:
    """What one entry became on its way through every command and file."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    """The fields as each place gave them back."""
    documents: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)

    def note(self, result: Result, *codes: int) -> Result:
        assert result.code in (codes or (0,)), result
        self.outputs += [result.out, result.err]
        return result


def by_options(fields: dict[str, Any]) -> list[str]:
    """The same fields as options, as far as an argument can carry them."""
    named = {name: fields[name] for name in TEXT_FIELDS}
    arguments = [f"--{name.replace('_', '-')}={text}" for name, text in named.items()]
    arguments += [f"--evidence={text}" for text in fields["evidence"]]
    return list(map(as_argument, arguments))


def as_argument(text: str) -> str:
    """The text without what no argument can carry."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def travel(fields: dict[str, Any], home: Path, options: bool) -> Journey:
    """Records, looks, submits, exports, imports elsewhere and merges, each by a real command."""
    journey, note = Journey(), "请填\u001b]52;c;aGk=\u0007实\u009b2J"
    home.mkdir(parents=True)
    (home / "liuwen.toml").write_text(f"[quarter.2020Q4]\nnote = {json.dumps(note)}\n")
    given = json.dumps({**fields, **(dict.fromkeys((*TEXT_FIELDS, "evidence"), None) if options else {})})
    journey.note(run("record", "9", "--from", "-", *(by_options(fields) if options else ()), *SFJ, home=home, stdin=given))
    entry = journey.note(run("show", "9", "--json", *SFJ, home=home)).json()["entry"]
    journey.entries.append(entry)
    for command in (("show", "9"), ("status",), ("check",)):
        journey.note(run(*command, *SFJ, home=home))
    person = as_argument(fields["evidence"][-1])
    sent = journey.note(run("submit", f"--prepared-by={person}", "--reviewed-by=李某", *SFJ, home=home))
    exported = Path(sent.out.strip())
    journey.entries.append(tomllib.loads(exported.read_text(encoding="utf-8"))["entry"][0])
    journey.note(run("export", "-o", "-", *SFJ, home=home))
    journey.documents.append(journey.note(run("export", "--format", "md", "-o", "-", *SFJ, home=home)).out)
    other, out = home.with_name(f"{home.name}-other"), home.with_name(f"{home.name}-out")
    journey.note(run("import", str(exported), *SFJ, home=other))
    journey.entries.append(journey.note(run("show", "9", "--json", *SFJ, home=other)).json()["entry"])
    journey.note(run("merge", str(exported), *SFJ[2:], home=home))
    journey.note(run("merge", str(exported), "-o", str(out), "--json", *SFJ[2:], home=home))
    journey.entries.append(tomllib.loads((out / "summary.toml").read_text(encoding="utf-8"))["report"][0]["entry"][0])
    journey.documents.append((out / "summary.md").read_text(encoding="utf-8"))
    journey.outputs += [(out / name).read_text(encoding="utf-8") for name in ("summary.toml", "summary.md")]
    return journey


def places(entry: dict[str, Any]) -> Iterator[str]:
    """Every text of an entry, whatever the array of steps is called."""
    yield from (entry[name] for name in TEXT_FIELDS)
    yield from entry["evidence"]
    yield from (step["text"] for step in entry.get("steps") or entry["step"])


def one_line(text: str) -> str:
    return " ".join(text.split())


def assert_arrives(strings: list[str], home: Path, plain: Journey, options: bool = False) -> int:
    """Returns in how many places the strings were found again, all of them unaltered."""
    fields = fields_of(strings)
    journey = travel(fields, home, options)
    wanted, found = list(places(cleaned(fields))), 0
    if options:
        wanted = [text.replace("\0", "") for text in wanted]
    for entry in journey.entries:
        assert list(places(entry)) == wanted
        found += len(wanted)
    for document, usual in zip(journey.documents, plain.documents, strict=True):
        assert list(kinds(document.encode())) == list(kinds(usual.encode()))
        shown = one_line(rendered(document.encode()))
        for text in wanted:
            assert one_line(text.replace("\xa0", " ")) in shown
        found += len(wanted)
    for output in journey.outputs:
        assert not DRIVES.search(output), DRIVES.search(output)
    return found


@pytest.mark.parametrize("options", [False, True], ids=["as JSON", "as options"])
def test_hostile_text_arrives_everywhere_as_it_was_saved_and_stays_text(home: Path, options: bool) -> None:
    strings = [text for text in TYPED if not options or not re.search("[\ud800-\udfff]", text)]
    plain = travel(fields_of(["字"] * len(strings)), home.with_name("plain"), options)
    assert assert_arrives(strings, home, plain, options) > 6 * len(strings)


@pytest.mark.long
def test_each_hostile_text_alone_arrives_everywhere_as_it_was_saved_and_stays_text(home: Path) -> None:
    plain = travel(fields_of(["字"]), home.with_name("plain"), False)
    found = [assert_arrives([text], home.with_name(f"home{index}"), plain) for index, text in enumerate(TYPED)]
    print(f"{len(TYPED)} strings, {sum(found)} places, 0 altered")


NAMES = [b"a\x1b]52;c;aGk=\x07.md", "a\x9b2J\u202eb\u2028.md".encode(), b"a\xff\n\r.md", b"[red][@click=app.quit].md"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_the_name_of_a_file_is_exact_in_json_and_drives_no_terminal_anywhere(home: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(home.parent) + b"/" + name))
    as_json = run("export", "--format", "md", "-o", str(path), "--json", *SFJ, home=home)
    assert (as_json.code, as_json.json()["path"]) == (0, str(path))
    as_words = run("export", "--format", "md", "-o", str(path), *SFJ, home=home)
    refused = run("import", str(path), *SFJ, home=home)
    assert (as_words.code, refused.code, path.is_file()) == (0, 3, True)
    for said in (as_json.out, as_words.out, refused.err):
        assert not DRIVES.search(said)
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize("command", [("status", "--unit"), ("units", "--notice"), ("nope",), ("show", "9", "--if"), ("units", "--home")])
def test_what_was_asked_is_named_in_an_error_without_driving_the_terminal(home: Path, command: tuple[str, ...]) -> None:
    (home.parent / "a\x1b[2J\x9b31m").write_text("不是文件夹")
    said = run(*command, "a\x1b[2J\x9b31m", home=home).err
    assert said.count("\n") == 1 or command[-1] == "--home"
    assert not DRIVES.search(said)
