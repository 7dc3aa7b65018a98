"""成稿: the report to the district government as the summary of now would have it, part by part."""

from __future__ import annotations

from liuwen_tui.documents.papers.area_part import area_text
from liuwen_tui.documents.papers.general_part import general_text
from liuwen_tui.documents.papers.plans_part import next_steps_text, support_text
from liuwen_tui.documents.papers.shortfalls import problems_text
from liuwen_tui.domain.entry import FIELD_NAMES
from liuwen_tui.domain.manuscript import AREA, Part
from liuwen_tui.domain.situation import Situation


def draft_parts(situation: Situation) -> tuple[Part, ...]:
    """Returns 总体情况, a part for each area in the notice's order, 存在问题, 下一步打算 and 需区政府协调事项, none of them edited."""
    areas = enumerate(situation.catalogue.notice.areas, 1)
    return (
        Part("general", "总体情况", general_text(situation)),
        *(Part(f"{AREA}{index}", area.name, area_text(situation, area)) for index, area in areas),
        Part("problems", FIELD_NAMES["problems"], problems_text(situation)),
        Part("next-steps", FIELD_NAMES["next_steps"], next_steps_text(situation)),
        Part("support", FIELD_NAMES["support_needed"], support_text(situation)),
    )
