"""Signatures where the lead requires them: a file that is not signed by whom it speaks for is refused by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.summary import Summary, speaker
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.office import Office
from liuwen_tui.store.signers import Fault, Verdict, as_written, look_at, read_signature, signers_file
from liuwen_tui.store.signing import signature_path

Check = Callable[[Path, bytes, Summary], None]
"""Looks at a file, its content and what was read of it; raises `Unusable` where it is not to be merged."""


def unchecked(_: Path, __: bytes, ___: Summary) -> None:
    """Merges what its seal alone proves whole."""


def signed(office: Office) -> Check:
    """Returns the check that a file is signed by the unit whose report it is, anything more than one report by the lead.

    What the lead itself keeps under its folder of the home needs no signature. Raises `Unusable` without ``allowed_signers``.
    """
    signers, lead = signers_file(office.home), office.catalogue.notice.lead
    own = os.path.abspath(office.home.lead_folder)

    def check(path: Path, content: bytes, summary: Summary) -> None:
        if Path(os.path.abspath(path)).is_relative_to(own):  # links not followed: where they lead can change after the file was read
            return
        signature, who = signature_path(path), speaker(summary) or lead
        if not is_there(signature):
            raise Unusable(f"没有签名，旁边应有 {signature.name}；请让对方签名以后再报。")
        verdict = look_at(as_written(content), read_signature(signature), who, signers)
        if verdict.fault:
            raise _refusal(verdict, who, office.catalogue)

    return check


def _refusal(verdict: Verdict, who: str, catalogue: Catalogue) -> Unusable:
    name = catalogue.unit_name(who) or "牵头单位"
    if verdict.fault is Fault.BROKEN:
        return Unusable("签名与内容不符：签名以后文件改动过，或者签的不是这一份；请让对方重新签名。")
    if verdict.fault is Fault.UNKNOWN:
        return Unusable(f"签名的钥匙没有登记，或者不在有效期内，不能认定是{name}签的；请核对是谁的，再登记。")
    if verdict.fault is Fault.LIMITED:
        return Unusable(f"签名的是{name}的钥匙，但登记的用途不含报送；请改登记，或者让对方换一把钥匙签。")
    owners = "、".join(map(catalogue.unit_name, verdict.signers))
    return Unusable(f"签名的是{owners}的钥匙，不是{name}的；请让{name}自己签名。")
