"""What the lead sets for a home in ``liuwen.toml``: the time zone, due days, extensions, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from liuwen_tui.domain.notice import Notice
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Schedule, Thresholds


class Access(StrEnum):
    """Who may do what in a home."""

    PRIVATE = "private"
    """Whoever can reach it may do everything, for any unit."""
    GROUPS = "groups"
    """The groups of the account say for which units, and whether for the lead."""


CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due day given to one unit for one quarter."""

    due: date
    reason: str


@dataclass(frozen=True, slots=True)
class QuarterSettings:
    """What is set for one quarter alone."""

    due: date | None = None
    note: str = ""
    """本季填报要求, shown above the list of measures."""
    extensions: Mapping[str, Extension] = field(default_factory=dict)
    """By unit code."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a home. Source: design.md, sections 1 and 4."""

    notice: str = "qsh-2020-25"
    mark: str = ""
    """A word that stands in the heads of this home's screens, such as 演示, "" for none."""
    access: Access = Access.PRIVATE
    timezone: timezone = CHINA
    due_days: int = 10
    """Days after the quarter's last day within which a report is on time."""
    yellow: int = 10
    """Points behind schedule from which the lamp is yellow."""
    red: int = 30
    """Points behind schedule from which the lamp is red."""
    download_hint: str = "文件在服务器上，取到自己电脑：用 WinSCP、Xftp 或 sftp 登录同一台服务器，到这个位置下载。"
    """How an export gets from the server to a person's desk."""
    idle_seconds: int = 7200
    """Time without a key after which the screens save and close."""
    quarters: Mapping[str, QuarterSettings] = field(default_factory=dict)

    def of(self, quarter: Quarter) -> QuarterSettings:
        """Returns what is set for that quarter, empty where nothing is."""
        return self.quarters.get(str(quarter), QuarterSettings())

    def due_day(self, quarter: Quarter, unit: str | None = None) -> date:
        """Returns the last day on which a report is on time, a unit's extension included."""
        given = self.extension(quarter, unit) if unit else None
        return given.due if given else self.of(quarter).due or quarter.last_day + timedelta(days=self.due_days)

    def extension(self, quarter: Quarter, unit: str) -> Extension | None:
        """Returns the unit's extension, None where it has none that is later than everyone's due day."""
        given = self.of(quarter).extensions.get(unit)
        return given if given and given.due > self.due_day(quarter) else None

    def schedule(self, notice: Notice, quarter: Quarter) -> Schedule:
        """Returns what targets are judged by at the end of that quarter."""
        return Schedule(notice.issued_on, quarter.last_day, Thresholds(self.yellow, self.red))

    def current_quarter(self, today: date, first: Quarter) -> Quarter:
        """Returns the quarter whose due day comes next, not before the notice's first quarter."""
        quarter = max(Quarter.of(today - timedelta(days=366)), first)
        while self.due_day(quarter) < today:
            quarter = quarter.next
        return quarter

    def is_on_time(self, submitted_at: str, due: date) -> bool:
        """Tells whether a first submission (RFC 3339) came before the due day was over in this home's zone."""
        return datetime.fromisoformat(submitted_at).astimezone(self.timezone).date() <= due
