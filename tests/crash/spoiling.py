"""Histories broken on purpose. A checker that does not see it is worth nothing, so every run tries them all."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from tests.crash.checker import answers, check_conversation
from tests.crash.history import Conversation, History, Line

Spoiler = Callable[[Conversation], Conversation | None]
"""The conversation broken in one way, or None when it has nothing to break so."""


def unseen(history: History) -> list[str]:
    """The names of the ways to break this history that the checker does not see, in one conversation at least."""
    return [spoiler.__name__ for spoiler in SPOILERS if not all(map(check_conversation, _spoiled(spoiler, history)))]


def untried(history: History) -> list[str]:
    """The names of the ways for which the history has nothing to break: it is too short to prove much."""
    return [spoiler.__name__ for spoiler in SPOILERS if not _spoiled(spoiler, history)]


def _spoiled(spoiler: Spoiler, history: History) -> list[Conversation]:
    return [broken for conversation in history.conversations if (broken := spoiler(conversation))]


def customers_message_lost(conversation: Conversation) -> Conversation | None:
    return _without_line(conversation, _last(conversation, "customer"))


def customers_message_twice(conversation: Conversation) -> Conversation | None:
    return _with_line_again(conversation, _last(conversation, "customer"))


def customers_messages_swapped(conversation: Conversation) -> Conversation | None:
    if len(conversation.sent) < 2:
        return None
    *first, one, other = conversation.sent
    return replace(conversation, sent=(*first, other, one))


def answer_lost(conversation: Conversation) -> Conversation | None:
    """All that the bot said in one turn is gone, from everywhere."""
    lines = _answered(conversation)
    for line in reversed(lines):
        conversation = _without_line(conversation, line)
    return conversation if lines else None


def answer_twice(conversation: Conversation) -> Conversation | None:
    """The bot said it again, and everybody saw it again."""
    lines = _answered(conversation)
    return _with_line_again(conversation, lines[0]) if lines else None


def turn_lost(conversation: Conversation) -> Conversation | None:
    """The message is not in the inbox any more, and yet nothing dealt with it."""
    for turn, following in pairwise(conversation.turns):
        written = conversation.log[turn.seq - 1].at
        if not any(written < move.at <= following.at for move in conversation.moves):  # no human can have it
            return replace(conversation, turns=tuple(kept for kept in conversation.turns if kept != turn))
    return None


def turns_swapped(conversation: Conversation) -> Conversation | None:
    if len(conversation.turns) < 2:
        return None
    *first, one, other = conversation.turns
    return replace(conversation, turns=(*first, replace(one, at=other.at), replace(other, at=one.at)))


def message_waits_for_ever(conversation: Conversation) -> Conversation | None:
    return replace(conversation, inbox=(conversation.sent[-1].seq,)) if conversation.sent else None


def delivery_failed(conversation: Conversation) -> Conversation | None:
    if not conversation.outbox:
        return None
    return replace(conversation, outbox={**conversation.outbox, max(conversation.outbox): "pending"})


def agents_message_lost(conversation: Conversation) -> Conversation | None:
    return _without_line(conversation, _last(conversation, "agent"))


def agents_message_twice(conversation: Conversation) -> Conversation | None:
    return _with_line_again(conversation, _last(conversation, "agent"))


def client_missed_a_line(conversation: Conversation) -> Conversation | None:
    if len(conversation.followed) < 2:
        return None
    *lines, _, last = conversation.followed
    return replace(conversation, followed=(*lines, last))


def client_got_a_line_twice(conversation: Conversation) -> Conversation | None:
    return replace(conversation, followed=(*conversation.followed, conversation.followed[-1]))


def client_got_lines_swapped(conversation: Conversation) -> Conversation | None:
    if len(conversation.followed) < 2:
        return None
    *lines, one, other = conversation.followed
    return replace(conversation, followed=(*lines, other, one))


def desk_missed_a_line(conversation: Conversation) -> Conversation | None:
    return replace(conversation, desk=conversation.desk[:-1])


def bot_talked_over_agent(conversation: Conversation) -> Conversation | None:
    line = _last(conversation, "agent")
    if line is None:
        return None
    return _renumbered(conversation, (*conversation.log, replace(line, seq=0, author="bot", text="Hello!")))


def handoff_lost(conversation: Conversation) -> Conversation | None:
    moves = tuple(move for move in conversation.moves if move.action != "hand_off")
    return replace(conversation, moves=moves) if moves != conversation.moves else None


def final_answer_wrong(conversation: Conversation) -> Conversation | None:
    final = conversation.final
    return replace(conversation, final=replace(final, answer="I'm not sure I got that.")) if final else None


SPOILERS: tuple[Spoiler, ...] = (
    customers_message_lost,
    customers_message_twice,
    customers_messages_swapped,
    answer_lost,
    answer_twice,
    turn_lost,
    turns_swapped,
    message_waits_for_ever,
    delivery_failed,
    agents_message_lost,
    agents_message_twice,
    client_missed_a_line,
    client_got_a_line_twice,
    client_got_lines_swapped,
    desk_missed_a_line,
    bot_talked_over_agent,
    handoff_lost,
    final_answer_wrong,
)


def _last(conversation: Conversation, author: str) -> Line | None:
    return next((line for line in reversed(conversation.log) if line.author == author), None)


def _answered(conversation: Conversation) -> list[Line]:
    """The bot's lines of the last turn that it answered."""
    said = answers(conversation)
    answered = [turn.seq for turn in conversation.turns if turn.outcome == "answered"]
    return [line for line in said[answered[-1]] if line.author == "bot"] if answered else []


def _without_line(conversation: Conversation, line: Line | None) -> Conversation | None:
    """The log as if the line had never been written, in all who read it, and numbered without a gap."""
    return _renumbered(conversation, tuple(kept for kept in conversation.log if kept != line)) if line else None


def _with_line_again(conversation: Conversation, line: Line | None) -> Conversation | None:
    if line is None:
        return None
    place = conversation.log.index(line) + 1
    again = replace(line, seq=0, at=line.at + timedelta(microseconds=1))
    return _renumbered(conversation, (*conversation.log[:place], again, *conversation.log[place:]))


def _renumbered(conversation: Conversation, log: tuple[Line, ...]) -> Conversation:
    """With `log`, numbered anew, as the log; what names its lines elsewhere follows."""
    places = {line.seq: place for place, line in enumerate(log, start=1) if line.seq}
    numbered = tuple(replace(line, seq=place) for place, line in enumerate(log, start=1))
    fresh = {place for place, line in enumerate(log, start=1) if not line.seq}

    def moved(items: Iterator) -> tuple:
        return tuple(replace(item, seq=places[item.seq]) for item in items if item.seq in places)

    return replace(
        conversation,
        log=numbered,
        followed=numbered,
        desk=numbered,
        sent=tuple(replace(sent, seq=places.get(sent.seq, sent.seq)) for sent in conversation.sent),
        replied=tuple(replace(sent, seq=places.get(sent.seq, sent.seq)) for sent in conversation.replied),
        turns=moved(iter(conversation.turns)),
        outbox={places[seq]: state for seq, state in conversation.outbox.items() if seq in places}
        | {place: "sent" for place in fresh if numbered[place - 1].author != "customer"},
    )
