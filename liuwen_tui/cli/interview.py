"""One measure asked through: each answer is saved as soon as it is given, and what others saved meanwhile is kept."""

from __future__ import annotations

from functools import partial

from liuwen_tui.cli.phrasing import choose_phrase
from liuwen_tui.cli.question import Question
from liuwen_tui.cli.questions import questions
from liuwen_tui.cli.settling import choose
from liuwen_tui.cli.signs import Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.cli.words import findings_words, measure_words
from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Busy, Unusable, WrongUse
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import Clash
from liuwen_tui.reporting.writing import Writing
from liuwen_tui.store.draft_keeper import DraftKeeper

_LEAVES = (Sign.NEXT, Sign.QUIT, Sign.END)


class Interview:
    """Fills one measure by questions."""

    def __init__(self, desk: Desk, talk: Talk, drafts: DraftKeeper, number: int) -> None:
        self._desk, self._talk, self._drafts = desk, talk, drafts
        self._measure = desk.catalogue.measure(number)
        self._writing = Writing(desk, number)

    def fill(self) -> Sign:
        """Asks every question and returns how it ended: KEEP at the end, else BACK, NEXT, QUIT or END.

        Raises what keeps an answer from being saved, where the person gives up on it.
        """
        self._talk.say()
        self._talk.say(
            measure_words(self._desk, self._measure, self._writing.base, self._desk.before(self._measure.number), self._talk.cells)
        )
        if self._writing.stands(self._entry):
            self._talk.say("照旧就打 > 到下一项。")
        if self._writing.base:
            self._tell(self._findings())
        place = 0
        while place < len(asked := self._questions()):
            question = asked[place]
            answer = self._ask(question)
            if isinstance(answer, Sign) and (answer in _LEAVES or (answer is Sign.BACK and place == 0)):
                return answer
            if answer is Sign.BACK:
                place -= 1
            elif answer is Sign.KEEP or (self._answer(question, answer) and not question.repeats):
                place = self._after(question, place)
        errors = [finding for finding in self._findings() if finding.severity is Severity.ERROR]
        self._tell(errors)
        if not errors:
            self._talk.say(f"第{self._measure.number}项填好了。")
        return Sign.KEEP

    @property
    def _entry(self) -> Entry:
        return self._writing.stored

    @property
    def _last(self) -> Entry | None:
        """The entry of the quarter before."""
        return self._writing.before

    def _questions(self) -> list[Question]:
        return questions(self._measure, self._entry, self._last, self._desk.quarter, self._desk.schedule)

    def _after(self, question: Question, place: int) -> int:
        """The place of the next question; an answer may have changed which ones are asked."""
        keys = [asked.key for asked in self._questions()]
        return keys.index(question.key) + 1 if question.key in keys else place

    def _ask(self, question: Question) -> str | Sign:
        shown = question.shown(self._entry)
        title = f"{question.title} [{shown}]" if shown else question.title

        def keep(text: str) -> None:
            self._keep_draft(question.answer(self._entry, text))

        def put_in(word: str) -> str | None:
            phrase = choose_phrase(self._desk, self._talk, self._measure.number, word)
            return phrase and shown + phrase

        look_up = put_in if question.takes_phrases else None
        return self._talk.ask(title, question.choices, question.help_text, question.takes_text, keep, look_up)

    def _answer(self, question: Question, answer: str | Sign) -> bool:
        """Saves an answer; False where it is no answer, so that the question stands."""
        try:
            entry = self._altered(question, answer)
            is_saved = self._save(entry)
        except WrongUse as error:
            self._talk.refuse(str(error))
            return False
        if is_saved:
            self._talk.say(f"已存。{question.remark(self._entry)}")
            self._tell([finding for finding in self._findings() if finding.field == question.field])
        return is_saved

    def _altered(self, question: Question, answer: str | Sign) -> Entry:
        if answer is Sign.CLEAR:
            return question.take(self._entry, Entry())
        if answer is not Sign.CARRY:
            return question.answer(self._entry, str(answer))
        if self._last is None or not question.shown(self._last):
            raise WrongUse("这一栏上季没有可抄的，请直接填写。")
        return question.take(self._entry, self._last)

    def _save(self, entry: Entry) -> bool:
        """Saves until it is saved; False where the person lets the answer go."""
        save = partial(self._writing.save, entry)
        while True:
            try:
                save()
            except Clash as clash:
                save = partial(self._writing.settle, clash, self._choose(clash))
            except (Busy, Unusable) as error:
                self._keep_draft(entry)
                self._talk.refuse(f"{error}没有存下。")
                if not self._tries_again(error):
                    self._keep_draft(self._entry)
                    return False
            else:
                self._keep_draft(self._entry)
                return True

    def _keep_draft(self, entry: Entry) -> None:
        """Sees that an answer that is not saved outlives the program, and that one that is saved leaves no draft."""
        home, unit = self._desk.office.home, self._desk.unit.code
        self._drafts.publish(home.root, home.drafts_folder(unit), self._writing.draft(entry))

    def _choose(self, clash: Clash) -> Choice:
        """Asks what stands; who leaves undecided finds the own words in the history."""
        try:
            return choose(self._talk, clash, self._measure)
        except Clash:
            self._desk.keep(clash.number, clash.mine, clash.base)
            self._keep_draft(self._entry)
            raise

    def _tries_again(self, error: Busy | Unusable) -> bool:
        picked = self._talk.pick("您的答案还在，怎么办？[再存一次]", {"1": "再存一次", "2": "不存了，重答这一问"}, kept="1")
        if picked is None:
            self._talk.say("没有存下的内容留作草稿，下次打开时可以恢复。")
            raise error
        return picked == "1"

    def _findings(self) -> list[Finding]:
        item = self._desk.overview().of(self._measure.number)
        return list(item.findings) if item else []

    def _tell(self, findings: list[Finding]) -> None:
        if findings:
            self._talk.say(findings_words(findings))
