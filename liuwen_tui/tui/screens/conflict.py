"""冲突: versions of one entry that do not know of each other, beside each other; the lead says what stands, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from liuwen_tui.domain.differences import marked_apart
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.errors import Changed
from liuwen_tui.domain.summary import Conflict, Summary, conflicts
from liuwen_tui.domain.threeway import ONE_FIELD, Choice, join_fields, resolve
from liuwen_tui.domain.versions import Version, instant
from liuwen_tui.merging import deciding
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.rewriting import forget_written, left_written
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.ask import ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.rewrite import RewriteScreen
from liuwen_tui.tui.widgets.beside import Beside, Part
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.one_line import OneLine

LEFT, RIGHT, WRITTEN = 1, 2, 3
_COMPARED = tuple(name for name in FIELD_NAMES if name not in ONE_FIELD[1:])


@dataclass(slots=True)
class _Thought:
    """What the person picked and typed about one conflict and has not decided yet."""

    choice: int = 0
    reason: str = ""
    written: Entry | None = None
    left: int = 0
    right: int = 1
    """Which of the versions, earliest first, stand beside each other."""


class ConflictScreen(Room[int]):
    """One conflict at a time. Dismisses with how many were decided."""

    HELP = words.CONFLICT_HELP
    BINDINGS = [
        Binding("1", "take(1)", "取左", show=False, id="conflict.left"),
        Binding("2", "take(2)", "取右", show=False, id="conflict.right"),
        Binding("3", "rewrite", "合并后改写", show=False, id="conflict.rewrite"),
        Binding("enter", "decide", "裁定", show=False, priority=True, id="conflict.decide"),
        Binding("f2", "walk(-1)", "上一处冲突", show=False, priority=True, id="conflict.previous"),
        Binding("f3", "walk(1)", "下一处冲突", show=False, priority=True, id="conflict.next"),
        Binding("f5", "turn('left')", "左边换一份", show=False, priority=True, id="conflict.turn_left"),
        Binding("f6", "turn('right')", "右边换一份", show=False, priority=True, id="conflict.turn_right"),
    ]

    def __init__(self, board: Board, drafts: DraftKeeper, summary: Summary, first: Conflict) -> None:
        """``first`` is one of the summary's conflicts, and shown first."""
        super().__init__()
        self._board, self._drafts, self._thoughts = board, drafts, dict[tuple[str, int], _Thought]()
        self._take_over(summary)
        self._at = self._conflicts.index(first)
        self._decided = 0

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Beside()
        yield Prose(rows=3, id="message")
        with Horizontal(id="reason-row"):
            yield Line(words.DECISION_REASON, classes="field-name")
            yield OneLine(placeholder=words.DECISION_REASON_HINT, id="reason", select_on_focus=False)
        yield Foot(words.CONFLICT_FOOT)

    def on_mount(self) -> None:
        self._show()

    @property
    def _conflict(self) -> Conflict:
        return self._conflicts[self._at]

    @property
    def _thought(self) -> _Thought:
        conflict = self._conflict
        return self._thoughts.setdefault((conflict.unit, conflict.measure), _Thought())

    @property
    def _sides(self) -> tuple[Version, Version]:
        versions = sorted(self._conflict.versions, key=lambda version: (instant(version.updated_at), version.id))
        return versions[self._thought.left], versions[self._thought.right]

    def _take_over(self, summary: Summary) -> None:
        """Goes on with what is in conflict now; what was picked by its side is picked anew, for other versions may stand there."""
        order = [unit.code for unit in self._board.catalogue.units]
        self._summary = summary
        self._conflicts: Sequence[Conflict] = sorted(conflicts(summary), key=lambda one: (order.index(one.unit), one.measure))
        for thought in self._thoughts.values():
            thought.left, thought.right = 0, 1
            thought.choice = WRITTEN if thought.choice == WRITTEN else 0

    def _show(self) -> None:
        conflict, thought = self._conflict, self._thought
        measure = self._board.catalogue.measure(conflict.measure)
        place = sentences.position_words(self._at + 1, len(self._conflicts))
        name = self._board.catalogue.unit_name(conflict.unit)
        self.head(
            f" {words.CONFLICT_TITLE} {place}  {measure.numeral}{measure.title}  {name}",
            words.VERSION_COUNT.format(count=len(conflict.versions)),
        )
        self.query_one(Beside).compare([self._titles(), *self._parts()])
        self.query_one(Input).value = thought.reason
        self.say(words.CHOSEN[thought.choice])

    def _titles(self) -> Part:
        decided = self._summary.filings[self._conflict.unit].decision
        left, right = (sentences.version_words(side, version, decided(version)) for side, version in enumerate(self._sides, LEFT))
        return Part("", left, right)

    def _parts(self) -> Iterator[Part]:
        """What differs first, then what is the same."""
        measure = self._board.catalogue.measure(self._conflict.measure)
        said = {name: [sentences.field_words(name, version.entry, measure) for version in self._sides] for name in _COMPARED}
        for name, (left, right) in said.items():
            if left != right:
                yield Part(FIELD_NAMES[name], *marked_apart(left, right))
        same = [Part(FIELD_NAMES[name], left, None) for name, (left, right) in said.items() if left == right != words.NOT_FILLED]
        if same:
            yield Part("", words.SAME_IN_BOTH, None)
        yield from same

    def _keep_reason(self) -> None:
        self._thought.reason = self.query_one(Input).value

    def action_take(self, choice: int) -> None:
        """Picks what stands; why is asked next."""
        self._thought.choice = choice
        self.say(words.CHOSEN[choice])
        self.set_focus(self.query_one(Input))

    def action_rewrite(self) -> None:
        """Opens the form with both versions in it, or with what was written there before."""
        self._keep_reason()
        thought, left = self._thought, left_written(self._board, self._conflict)
        said = words.LEFT_WRITTEN if left and not thought.written else ""
        thought.written = thought.written or left or self._both()
        self.visit(RewriteScreen(self._board, self._drafts, self._conflict, thought.written, said), self._rewritten)

    def _both(self) -> Entry:
        left, right = (version.entry for version in self._sides)
        return resolve(join_fields(Entry(), right, left), right, Choice.BOTH)

    def _rewritten(self, entry: Entry | None) -> None:
        if entry:
            self._thought.written = entry
            self.action_take(WRITTEN)

    def action_decide(self) -> None:
        self._keep_reason()
        entry = self._chosen
        if entry is None:
            self.say(words.NOTHING_CHOSEN)
            return
        try:
            deciding.decide(self._board, self._conflict, entry, self._thought.reason)
        except Changed as error:
            self._thought.choice = 0
            self._go_on(str(error))
            return
        self._forget(self._conflict)
        self._decided += 1
        self._go_on(words.DECIDED)

    def _forget(self, conflict: Conflict) -> None:
        self._thoughts.pop((conflict.unit, conflict.measure), None)
        home = self._board.office.home
        self._drafts.publish(home.root, home.lead_drafts_folder, None)
        forget_written(self._board, conflict)

    def _go_on(self, said: str) -> None:
        """Looks again at what is in conflict: at the same one where it still is, else at the one that took its place."""
        was = self._conflict
        self._take_over(self._board.merge().summary)
        if not self._conflicts:
            self.dismiss(self._decided)
            return
        places = [at for at, one in enumerate(self._conflicts) if (one.unit, one.measure) == (was.unit, was.measure)]
        self._at = places[0] if places else self._at % len(self._conflicts)
        self._show()
        self.set_focus(self.query_one(Beside))
        self.say(said)

    @property
    def _chosen(self) -> Entry | None:
        left, right = self._sides
        return {LEFT: left.entry, RIGHT: right.entry, WRITTEN: self._thought.written}.get(self._thought.choice)

    def action_walk(self, steps: int) -> None:
        self._keep_reason()
        self._at = (self._at + steps) % len(self._conflicts)
        self._show()

    def action_turn(self, side: str) -> None:
        """Shows the next of the other versions on that side; what was picked there is picked no more."""
        self._keep_reason()
        thought, count = self._thought, len(self._conflict.versions)
        here, there = getattr(thought, side), thought.right if side == "left" else thought.left
        following = (index % count for index in range(here + 1, here + count))
        setattr(thought, side, next(index for index in following if index != there))
        if thought.choice != WRITTEN:
            thought.choice = 0
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Sides are turned where there are more versions than stand there, conflicts where there is more than one."""
        if action == "turn":
            return len(self._conflict.versions) > RIGHT
        if action == "walk":
            return len(self._conflicts) > 1
        return super().check_action(action, parameters)

    @property
    def holds_words(self) -> bool:
        """True while something is typed that was not decided."""
        self._keep_reason()
        return any(thought.reason or thought.written for thought in self._thoughts.values())

    def reason_to_stay(self, drafts: DraftKeeper) -> str:
        """While something typed is not decided, the program ends only when that is asked again."""
        was_told, self.may_be_given_up = self.may_be_given_up, self.holds_words
        return words.UNDECIDED_AND_QUIT if self.may_be_given_up and not was_told else ""

    def action_back(self) -> None:
        """From the reason to the versions; from there away, after a yes where something is typed."""
        if self.query_one(Input).has_focus:
            self.set_focus(self.query_one(Beside))
        elif self.holds_words:
            self.visit(ConfirmScreen(words.LEAVE_UNDECIDED), self._leave)
        else:
            self.dismiss(self._decided)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            for conflict in self._conflicts:
                self._forget(conflict)
            self.dismiss(self._decided)
