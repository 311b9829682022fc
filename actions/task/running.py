"""Hearing a message, and going on to the next question."""

from typing import Any

from actions.hesitation import hesitates
from actions.task.question import CONFIRMED, Again, End, Keep, Question, Taken
from actions.task.talk import Talk
from actions.task.task import Task


class Running:
    """A task with one message."""

    def __init__(self, task: Task, talk: Talk) -> None:
        self._task = task
        self._talk = talk
        self._state = talk.state

    async def hear(self) -> bool:
        """Take what the message says. False when it is no answer to what was asked, and says nothing else of use."""
        state, turn = self._state, self._talk.turn
        if turn.message_id and state.read == turn.message_id:
            return False
        asked = self._task.question(state.asked)
        heard = [each for each in await self._read(asked) if self._is_new(*each)]
        if not heard and asked and not _hesitates(self._talk):
            return False
        state.read = turn.message_id
        state.gained = []
        for question, value in heard:
            if state.ended or (question.alone and state.gained):
                break
            self._take(question, await question.taken(value, self._talk))
        return True

    async def go_on(self) -> None:
        """Find the next question, or none when everything is known."""
        state = self._state
        while await self._is_possible():
            question = next((each for each in self._task.questions if each.is_needed(self._talk)), None)
            known = await question.known(self._talk) if question and not self._has_asked else None
            if question is None or known is None:
                self._ask_next(question)
                return
            taken = known if isinstance(known, Taken) else await question.taken(known, self._talk)
            self._take(question, taken)
        state.asked = None

    async def finish(self) -> None:
        self._end(await self._task.finish(self._talk))

    async def _is_possible(self) -> bool:
        """Whether the task can still be done. After the yes it is the shop who says."""
        if not self._state.ended and CONFIRMED not in self._talk.details:
            self._end(await self._task.consider(self._talk))
        return not self._state.ended

    @property
    def _has_asked(self) -> bool:
        """Whether what was said to the message is the next question already."""
        return self._state.spoken != "" and self._state.spoken == self._talk.turn.message_id

    async def _read(self, asked: Question | None) -> list[tuple[Question, Any]]:
        """What the message says, in the order of the questions."""
        heard = []
        for question in self._task.questions:
            reading = question.answered if question is asked else question.volunteered
            if (value := await reading(self._talk)) is not None:
                heard.append((question, value))
        return heard

    def _is_new(self, question: Question, value: Any) -> bool:
        return question.is_needed(self._talk) or value != self._talk.details.get(question.name)

    def _take(self, question: Question, taken: Taken) -> None:
        match taken:
            case Keep(details):
                self._keep(details)
                self._state.gained.append(question.name)
            case Again(key, values, buttons, forget, asks):
                self._talk.say(key, values, buttons)
                for name in forget:
                    self._talk.details.pop(name, None)
                if asks:
                    self._state.spoken = self._talk.turn.message_id
            case End():
                self._end(taken)

    def _keep(self, details: Any) -> None:
        """Remember, and forget what depended on what is different now, or was not known."""
        known = self._talk.details
        changed = {name for name, value in details.items() if known.get(name) != value}
        for question in self._task.questions:
            if changed.intersection(question.depends):
                known.pop(question.name, None)
        for name, value in details.items():
            if value is None:
                known.pop(name, None)
            else:
                known[name] = value

    def _ask_next(self, question: Question | None) -> None:
        state = self._state
        name = question.name if question else None
        if name != state.asked:
            state.asked = name
            state.since = self._talk.turn.message_id

    def _end(self, end: End | None) -> None:
        if end is None:
            return
        if end.key:
            self._talk.say(end.key, end.values, end.buttons)
        self._state.ended = True
        self._state.reason, self._state.priority, self._state.ticket = end.reason, end.priority, end.ticket


def _hesitates(talk: Talk) -> bool:
    return not talk.turn.is_button and hesitates(talk.turn.text)
