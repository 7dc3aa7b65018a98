"""Every sentence of every error, read together: one voice, in Chinese, what happened and what to do."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
import typer

from liuwen_tui.cli.app import app
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.store import durable
from tests.sentences import PASSED_ON, VALUE, Sentence, raised

SENTENCES = raised()
REASONS = ("domain/table.py", "domain/versions.py", "store/migrations.py", "store/own.py", "store/storage.py", "store/tables.py")
"""What these say stands inside the sentence of another file, or after the name of one: there is said what to do."""
FROM_THE_DISK = f"{VALUE} {VALUE}：{VALUE}。"
ENDS = ("。", "？", PASSED_ON)
TO_DO = re.compile("请|应|不用|不得")
LATIN = re.compile("[A-Za-z][A-Za-z0-9_.-]*")
ALLOWED = {"TOML", "JSON", "Markdown", "UTF-8", "GB18030", "SSH", "liuwen", "Esc"}
NAMES = {
    "root",
    "sudo",
    "office",
    "docx",
    "xlsx",
    "notice.toml",
    "units.toml",
    "timezone",
    "id",
    "md",
    "status",
    "successor",
    "in_progress",
    "Q4",
    "toml",
}
"""Files, keys and what the keeper types, which are written so."""
OPENSSH = {"ssh-keygen", "ssh-add", "t", "ed25519", "ssh", "id_ed25519.pub", "openssh-client", "chmod"}
"""What one types to have a key, and to keep it."""
OPTION = re.compile("--[a-z-]+")


def test_all_families_of_errors_are_read() -> None:
    floors = {re.split("[/.]", sentence.where)[0] for sentence in SENTENCES}
    assert floors == {"cli", "documents", "domain", "keeping", "merging", "opening", "reporting", "store", "tui"}
    assert any("没有保存，请看过两段再定" in sentence.text for sentence in SENTENCES), "of a class below the family too"


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.where)
def test_a_sentence_is_chinese_and_says_what_to_do(sentence: Sentence) -> None:
    words = set(LATIN.findall(OPTION.sub("", sentence.text)))
    assert words - ALLOWED - NAMES - OPENSSH == set()
    assert sentence.text.removesuffix(VALUE).endswith(ENDS), "a sentence ends as sentences do"
    assert not re.search("[。，：；]{2}|[,;!]|…", sentence.text)
    is_reason = sentence.where.split(":")[0] in REASONS or sentence.text in (FROM_THE_DISK, "文件不见了，历史还在。")
    assert is_reason or PASSED_ON in sentence.text or TO_DO.search(sentence.text)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.where)
def test_a_command_stands_apart_where_a_screen_may_show_the_sentence(sentence: Sentence) -> None:
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert not re.search("liuwen [a-z]", sentence.text)
    if sentence.command not in ("", VALUE):
        program, command, *_ = sentence.command.split(" ")
        assert (program, command in known) == ("liuwen", True)
    if not sentence.where.startswith(("cli/", "opening.py", "store/catalogue.py")):
        assert not OPTION.search(sentence.text), "a screen has no options"


def test_the_command_is_said_at_a_shell_and_not_on_a_screen() -> None:
    error = WrongUse("还没有写审核人，没有报送；请写上再报。", "liuwen submit --reviewed-by 姓名")
    assert str(error) == "还没有写审核人，没有报送；请写上再报。"
    assert error.with_command() == "还没有写审核人，没有报送；请写上再报。可用 liuwen submit --reviewed-by 姓名。"


@pytest.mark.parametrize("code", sorted(errno.errorcode), ids=errno.errorcode.get)
def test_what_the_disk_refuses_is_said_in_chinese(code: int) -> None:
    said = str(durable.failure("存不下", Path("/数据/甲"), OSError(code, "english words")))
    assert said.startswith("存不下 /数据/甲：") and said.endswith("。")
    assert set(LATIN.findall(said)) == set()
    assert re.search("请", said), "what to do"
