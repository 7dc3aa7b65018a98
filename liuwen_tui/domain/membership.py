"""What an account may do on a home that many share: its groups alone say so. Source: design.md, section 4."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Self

from liuwen_tui.domain.errors import NotAllowed
from liuwen_tui.domain.units import Unit

GROUP = "lw-"
"""What the name of each group of ours begins with; the unit's code follows, or one of these two."""
LEAD, ADMIN = "lead", "admin"


@dataclass(frozen=True, slots=True)
class Membership:
    """The units that an account belongs to, and whether to the lead and to those who keep the server."""

    account: str
    units: tuple[Unit, ...]
    """In catalogue order."""
    leads: bool
    administers: bool

    @classmethod
    def of(cls, account: str, codes: Set[str], units: tuple[Unit, ...]) -> Self:
        """Returns what follows from the codes of the account's groups, among which others than ours may be."""
        own = tuple(unit for unit in units if unit.code in codes - {LEAD, ADMIN})
        return cls(account, own, LEAD in codes, ADMIN in codes)

    @property
    def names(self) -> str:
        """The account's units by name."""
        return "、".join(unit.name for unit in self.units)

    def admit(self, unit: Unit) -> Unit:
        """Returns the unit; raises `NotAllowed` unless it is one of the account's."""
        self.admit_any()
        if unit not in self.units:
            raise NotAllowed(f"账号 {self.account} 不属于{unit.name}，不能替它填报；请写自己的单位：{self.names}。")
        return unit

    def admit_any(self) -> None:
        """Raises `NotAllowed` for an account of no unit."""
        if not self.units:
            raise NotAllowed(f"账号 {self.account} 还没有分到任何单位，请找管理员加进本单位的组，再重新登录。")

    def admit_lead(self) -> None:
        """Raises `NotAllowed` unless the account belongs to the lead."""
        if not self.leads:
            raise NotAllowed(f"账号 {self.account} 不在牵头单位的组里，不能汇总；该有的请找管理员加进去，再重新登录。")
