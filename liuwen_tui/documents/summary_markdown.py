"""The summary as a Markdown document that a person can hand on. Source: design.md, section 7."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from liuwen_tui.documents.markdown import (
    document,
    entry_paragraphs,
    escape,
    escape_inline,
    measure_title,
    result_words,
    status_words,
    target_words,
)
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.comparison import Contradiction, Overall, contradictions
from liuwen_tui.domain.entry import FIELD_NAMES, Status
from liuwen_tui.domain.notice import Measure, Target, chinese_number
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Lamp
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.summary import Conflict, Refused, Summary, conflicts, counted_versions, overall_status
from liuwen_tui.domain.text import visible_line
from liuwen_tui.domain.versions import Version

_WORST_LAMP_FIRST = (Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.UNSCHEDULED)


def write_summary_markdown(  # noqa: PLR0913, PLR0917 - all that a summary tells of
    summary: Summary,
    standing: Standing,
    catalogue: Catalogue,
    settings: Settings,
    refused: list[Refused],
    overall: Mapping[int, Overall] | None = None,
) -> bytes:
    """Returns the summary in Markdown: counts, the areas in the notice's order, and what waits for a person.

    ``overall`` is 综合状态 by measure, where the lead set it.
    """
    return document(_Writer(summary, standing, catalogue, settings, refused, overall or {}).blocks())


def with_seals_of_toml(markdown: bytes, seals: Mapping[str, str]) -> bytes:
    """Returns the document with the seals of the TOML of the same summary, by file, at its end: by these they are known to belong together."""
    files = "、".join(f"校验码为 {seal} 的 {name}" for name, seal in seals.items())
    return markdown + f"\n本文与{files} 是一{'对' if len(seals) == 1 else '套'}。\n".encode()


def _shown(text: str) -> str:
    return escape(visible_line(text))


class _Writer:
    """Holds what every section looks at."""

    def __init__(  # noqa: PLR0913, PLR0917 - as many as it writes of
        self,
        summary: Summary,
        standing: Standing,
        catalogue: Catalogue,
        settings: Settings,
        refused: list[Refused],
        overall: Mapping[int, Overall],
    ) -> None:
        self._summary, self._standing, self._catalogue, self._refused = summary, standing, catalogue, refused
        self._quarter = Quarter.parse(summary.quarter)
        self._schedule = settings.schedule(catalogue.notice, self._quarter)
        self._conflicts = conflicts(summary)
        self._filings = summary.filings
        self._by_measure: dict[int, list[Version]] = {measure.number: [] for measure in catalogue.notice.measures}
        order = {unit.code: index for index, unit in enumerate(catalogue.units)}
        for version in sorted(counted_versions(summary), key=lambda version: order[version.subject.unit]):
            if version.entry.status is not None:
                self._by_measure[version.subject.measure].append(version)
        self._contradictions = contradictions(summary, catalogue)
        self._set = overall
        self._overall = {
            number: overall[number].status if number in overall else overall_status(versions)
            for number, versions in self._by_measure.items()
        }

    def blocks(self) -> Iterator[str]:
        notice = self._catalogue.notice
        yield f"# {escape_inline(notice.document_number)}落实情况汇总（{self._quarter.label}）"
        yield escape_inline(notice.title)
        yield from self._refusals()
        yield from self._counts()
        for index, area in enumerate(notice.areas, 1):
            yield f"## {chinese_number(index)}、{escape_inline(area.name)}"
            for measure in notice.measures:
                if measure.area == area.name:
                    yield from self._measure(measure)
        yield from self._delayed()
        yield from self._support()
        yield from self._targets()
        yield from self._attendance()
        yield from self._seals()

    def _refusals(self) -> Iterator[str]:
        if self._refused:
            yield f"**注意：有 {len(self._refused)} 个文件没有汇总进来**"
            yield "\n".join(f"- {_shown(item.file)}：{_shown(item.reason)}" for item in self._refused)

    def _counts(self) -> Iterator[str]:
        standing = self._standing
        share = Share(len(standing.reported), len(standing.due)).word
        yield "## 总体情况"
        yield (
            f"应报 {len(standing.due)} 个单位，已报 {len(standing.reported)} 个（{share}），其中按时 {len(standing.on_time)} 个、"
            f"迟报 {len(standing.late)} 个、退回 {len(standing.returned)} 个；未报 {len(standing.missing)} 个。"
        )
        overall = Counter(self._overall.values())
        on_schedule = overall[Status.IN_PROGRESS] + overall[Status.ONGOING]
        words = (
            f"{len(self._by_measure)} 项措施中，已完成 {overall[Status.COMPLETED]} 项，达到序时进度 {on_schedule} 项，"
            f"滞后 {overall[Status.DELAYED]} 项，未启动 {overall[Status.NOT_STARTED]} 项"
        )
        if overall[Status.NOT_APPLICABLE]:
            words += f"，不涉及 {overall[Status.NOT_APPLICABLE]} 项"
        settled = f"，其中 {len(self._set)} 项由牵头单位核定" if self._set else ""
        yield words + f"，尚无填报 {overall[None]} 项。综合状态按各单位中进展最慢的拟定{settled}。"
        if self._conflicts:
            yield f"有 {len(self._conflicts)} 处填报存在互不知晓的版本，未计入，须核定：{self._conflict_list()}。"

    def _conflict_list(self) -> str:
        return "；".join(f"{self._name(item.unit)}第{item.measure}项" for item in self._conflicts)

    def _measure(self, measure: Measure) -> Iterator[str]:
        versions = self._by_measure[measure.number]
        yield f"### {measure_title(measure)}"
        yield f"> {escape_inline(measure.text)}"
        groups, unresolved = map(escape_inline, measure.groups), (f"“{escape_inline(text)}”（原文不清）" for text in measure.unresolved)
        yield f"责任单位：{'、'.join((*map(self._name, measure.units), *groups, *unresolved))}"
        lamps = [self._lamp(target, version) for target in measure.targets for version in versions if version.entry.target(target.id)]
        worst = next((f"　灯号：{colour.word}" for colour in _WORST_LAMP_FIRST if colour in lamps), "")
        yield f"综合状态：{self._overall_words(measure.number)}{worst}"
        for item in self._contradictions:
            if item.measure == measure.number:
                yield f"**{self._contradiction(item)}**"
        if measure.number in self._standing.unclaimed:
            yield "**本项无人认领。**"
        for version in versions:
            unit = version.subject.unit
            marks = ("（认领）" if version.entry.claimed else "") + ("（代录）" if self._filings[unit].head.on_behalf else "")
            yield f"#### {self._name(unit)}{marks}　{status_words(version.entry)}"
            yield from self._decision(version)
            yield from entry_paragraphs(version.entry, measure)
        for conflict in self._conflicts:
            if conflict.measure == measure.number:
                yield from self._conflict(conflict, measure)

    def _overall_words(self, number: int) -> str:
        status = self._overall[number]
        word = status.word if status else "尚无填报"
        if number in self._set:
            return f"{word}（牵头单位核定）"
        return f"{word}（拟）" if status else word

    def _contradiction(self, item: Contradiction) -> str:
        about = f"{escape_inline(item.target.name)}：" if item.target else ""
        return f"矛盾：{about}{'，'.join(f'{self._name(unit)} {escape_inline(said)}' for unit, said in item.said.items())}"

    def _decision(self, version: Version) -> Iterator[str]:
        decision = self._filings[version.subject.unit].decision(version)
        if decision:
            yield f"由{escape_inline(decision.version.updated_by)}于 {decision.version.updated_at[:10]} 裁定：{escape_inline(decision.reason)}"

    def _conflict(self, conflict: Conflict, measure: Measure) -> Iterator[str]:
        yield f"#### {self._name(conflict.unit)}　冲突：{len(conflict.versions)} 个版本，均未计入"
        for version in conflict.versions:
            yield f"**版本 {version.id}**（{version.updated_at} {escape_inline(version.updated_by)}）：{status_words(version.entry)}"
            yield from entry_paragraphs(version.entry, measure)

    def _delayed(self) -> Iterator[str]:
        yield "## 滞后事项"
        late = [version for versions in self._by_measure.values() for version in versions if version.entry.status is Status.DELAYED]
        yield "\n".join(f"- {self._title(item)}：{escape_inline(item.entry.problems) or '未说明原因'}" for item in late) or "无。"

    def _support(self) -> Iterator[str]:
        yield f"## {FIELD_NAMES['support_needed']}"
        asked = [version for versions in self._by_measure.values() for version in versions if version.entry.support_needed]
        yield "\n".join(f"- {self._title(item)}：{escape_inline(item.entry.support_needed)}" for item in asked) or "无。"

    def _targets(self) -> Iterator[str]:
        yield "## 目标与序时"
        for measure in self._catalogue.notice.measures:
            for target in measure.targets:
                yield from self._target(measure, target)

    def _target(self, measure: Measure, target: Target) -> Iterator[str]:
        share = self._schedule.share(target)
        elapsed = "，无序时" if share is None else f"，序时 {share.word}"
        said = [version for version in self._by_measure[measure.number] if version.entry.target(target.id)]
        yield f"{measure.numeral}{escape_inline(target.name)}：目标{target_words(target)}{elapsed}" + ("" if said else "，尚无填报")
        if said:
            yield "\n".join(f"- {self._name(version.subject.unit)}：{self._result(target, version)}" for version in said)

    def _result(self, target: Target, version: Version) -> str:
        result = version.entry.target(target.id)
        assert result is not None
        return f"{result_words(target, result.actual, result.done)}，{self._lamp(target, version).word}"

    def _lamp(self, target: Target, version: Version) -> Lamp:
        result = version.entry.target(target.id)
        assert result is not None
        return self._schedule.lamp(target, result)

    def _attendance(self) -> Iterator[str]:
        yield "## 报送情况"
        for name, units in (
            ("按时", self._standing.on_time),
            ("迟报", self._standing.late),
            ("退回", self._standing.returned),
            ("未报", self._standing.missing),
        ):
            yield f"{name}（{len(units)}）：{'、'.join(map(self._name, units)) or '无'}"
        unclaimed = [self._catalogue.measure(number) for number in self._standing.unclaimed]
        yield "无人认领：" + ("、".join(f"{measure_title(measure)}" for measure in unclaimed) or "无")

    def _seals(self) -> Iterator[str]:
        yield "## 汇总依据"
        rows = [
            f"- {self._name(filing.unit)}：{'代录' if filing.head.on_behalf else filing.state.word}，第{filing.head.revision}稿，校验码 {filing.seal}"
            for filing in self._filings.values()
        ]
        yield "\n".join(rows) or "无。"

    def _title(self, version: Version) -> str:
        measure = self._catalogue.measure(version.subject.measure)
        return f"{self._name(version.subject.unit)}，{measure_title(measure)}"

    def _name(self, code: str) -> str:
        return escape_inline(self._catalogue.unit_name(code))
