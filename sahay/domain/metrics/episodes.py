"""Cuts a conversation's history into episodes, and reads from each what the reports count."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import zip_longest

from sahay.domain.conversation import RANKING, Action, Owner, Reason, Transition
from sahay.domain.message import Author
from sahay.domain.metrics.episode import End, Episode, Handling, Resolution, Response
from sahay.domain.metrics.history import History, Line, Reply
from sahay.domain.metrics.promises import Clocks, Standards
from sahay.domain.work import Outcome

# For how long nothing may happen, while no human has the conversation, before what comes next is another matter.
QUIET = timedelta(hours=24)

HUMANS = frozenset({Owner.QUEUED, Owner.AGENT, Owner.SNOOZED})
# With these the customer, or the follow-up, asks for a human.
HANDOFFS = frozenset({Action.HAND_OFF, Action.CALL_BACK})
# Moves that a customer's message brings about come before it, all others after what was said at the same moment.
_ARRIVALS = frozenset({Action.REOPEN, Action.WAKE})
# Intents that say nothing of what somebody came for.
PASSING = frozenset(
    {
        "affirm",
        "bot_challenge",
        "change_language",
        "deny",
        "frustration",
        "goodbye",
        "greet",
        "inform",
        "rate_answer",
        "thank_you",
    }
)
# Those that neither put a question nor answer one of the bot's: what was answered before them stays so, or not.
SMALL_TALK = frozenset({"bot_challenge", "frustration", "goodbye", "greet", "rate_answer", "thank_you"})
# What the bot does not know, and what it does then, unless it finds something in the knowledge base, or a task.
UNKNOWN = frozenset({"nlu_fallback", "out_of_scope"})
FALLBACK = "action_fallback"

Event = Line | Reply | Transition


def episodes(history: History, standards: Standards, now: datetime) -> list[Episode]:
    """The conversation's episodes in order; what still lasts is counted up to `now`."""
    matters: list[_Matter] = []
    owner = Owner.BOT
    for event in _in_order(history):
        if not matters or matters[-1].has_ended_before(event, owner):
            if _begins(event):
                matters.append(_Matter(event.at, owner, standards))
            elif isinstance(event, Transition):
                owner = event.after
                continue
            else:
                continue
        matters[-1].take(event)
        owner = matters[-1].owner
    until = [matter.began_at for matter in matters[1:]]
    return [matter.episode(history, end, now) for matter, end in zip_longest(matters, until)]


def _begins(event: Event) -> bool:
    """The bot's first turn, or a human who steps in."""
    return isinstance(event, Reply) or (isinstance(event, Transition) and event.after in HUMANS)


def _in_order(history: History) -> list[Event]:
    events: list[Event] = [*history.replies, *history.lines, *history.moves]
    return sorted(events, key=lambda event: (event.at, _rank(event)))


def _rank(event: Event) -> int:
    match event:
        case Transition(action=action):
            return 0 if action in _ARRIVALS else 4
        case Reply():
            return 1
        case Line(author=author):
            return 2 if author is Author.CUSTOMER else 3


class _Matter:
    """An episode that is being read, event by event."""

    def __init__(self, began_at: datetime, owner: Owner, standards: Standards) -> None:
        self.began_at = began_at
        self.owner = owner
        self._standards = standards
        self._clocks = Clocks(standards)
        self._last_at = began_at
        self._replies: list[Reply] = []
        self._reasons: list[Reason | None] = []
        self._team: str | None = None
        # First response: when a human was asked for, and what the customer wrote first since.
        self._asked_at: datetime | None = None
        self._spoke_at: datetime | None = None
        self._response: Response | None = None
        # Waiting: since when, and what has passed.
        self._awaits_since: datetime | None = None
        self._waited: float | None = None
        # Handling: who has it, since when, and what has passed.
        self._agent_id: str | None = None
        self._has_since: datetime | None = None
        self._handled: dict[str | None, float] = {}
        # Resolution: since when humans have it.
        self._humans_since: datetime | None = None
        self._resolution: Resolution | None = None
        self._resolves: list[str | None] = []
        self._is_resolved = False
        self._reopened = 0

    def has_ended_before(self, event: Event, owner: Owner) -> bool:
        """Quiet has come, and no human has it; who says that it was not solved goes on with the same matter."""
        if isinstance(event, Transition) and event.action is Action.CALL_BACK:
            return False
        return owner not in HUMANS and event.at - self._last_at >= QUIET

    def take(self, event: Event) -> None:
        self._last_at = event.at
        match event:
            case Transition():
                self._move(event)
            case Reply():
                self._replies.append(event)
            case Line(author=Author.CUSTOMER):
                self._customer_wrote(event)
            case Line():
                self._agent_wrote(event)

    def episode(self, history: History, until: datetime | None, now: datetime) -> Episode:
        """What it comes to. `until` is when the next one begins."""
        waited, handled = self._waited, dict(self._handled)
        if self._awaits_since is not None:
            waited = (waited or 0.0) + _seconds(self._awaits_since, now)
        if self._has_since is not None:
            handled[self._agent_id] = handled.get(self._agent_id, 0.0) + _seconds(self._has_since, now)

        def within(moment: datetime) -> bool:
            return self.began_at <= moment and (until is None or moment < until)

        return Episode(
            conversation_id=history.conversation_id,
            began_at=self.began_at,
            channel=history.channel,
            language=history.language,
            end=self._end(until, now),
            intent=self._intent(),
            team=self._team,
            reasons=tuple(self._reasons),
            response=self._response,
            waited=waited,
            handled=tuple(Handling(agent_id, seconds) for agent_id, seconds in handled.items()),
            resolution=self._resolution,
            resolves=tuple(self._resolves),
            reopened=self._reopened,
            ratings=tuple(rating for rating in history.ratings if within(rating.asked_at)),
            promises=self._clocks.promises(now),
        )

    def _end(self, until: datetime | None, now: datetime) -> End:
        if self._handled:
            return End.HUMAN
        may_go_on = until is None and (self.owner in HUMANS or now - self._last_at < QUIET)
        if may_go_on:
            return End.RUNNING
        return End.CONTAINED if self._is_answered() else End.ABANDONED

    def _is_answered(self) -> bool:
        """The bot's last turn, small talk apart, gave an answer, nothing is left to be told to it, and the customer
        did not say that it was of no help."""
        said = [reply for reply in self._replies if reply.intent not in SMALL_TALK] or self._replies
        last = said[-1] if said else None
        if last is None or last.outcome is not Outcome.ANSWERED or last.asks:
            return False
        return last.helped is not False and _found_something(last)

    def _intent(self) -> str | None:
        """The first that is more than a greeting, a yes or a detail; else the first."""
        understood = [reply.intent for reply in self._replies if reply.intent]
        wishes = (intent for intent in understood if intent not in PASSING and intent not in UNKNOWN)
        return next(wishes, understood[0] if understood else None)

    def _customer_wrote(self, line: Line) -> None:
        self._clocks.wrote(line)
        if self._asked_at is not None:
            self._spoke_at = self._spoke_at or line.at
        if self.owner in HUMANS:
            self._awaits_since = self._awaits_since or line.at

    def _agent_wrote(self, line: Line) -> None:
        self._clocks.wrote(line)
        self._stop_waiting(line.at)
        if self._asked_at is not None and self._response is None:
            self._response = Response(_seconds(self._spoke_at or self._asked_at, line.at), line.author_id)

    def _move(self, move: Transition) -> None:
        if move.action in RANKING:
            self._clocks.ranked(move)
            return
        self._team = move.team or self._team
        if move.action in HANDOFFS:
            self._reasons.append(move.reason)
        self._clocks.moved(move)
        for crosses, follow in _CROSSINGS.items():
            if crosses(move):
                follow(self, move)
        self.owner = move.after

    def _come_to_humans(self, move: Transition) -> None:
        self._clocks.came(move)
        if self._is_resolved:
            self._reopened += 1  # its clock counts on
        else:
            self._humans_since = move.at
        self._is_resolved, self._resolution = False, None
        if move.action in HANDOFFS and self._response is None:
            self._asked_at, self._spoke_at = move.at, None

    def _leave_humans(self, move: Transition) -> None:
        self._clocks.left(move)
        self._stop_waiting(move.at)
        self._asked_at = None

    def _queue(self, move: Transition) -> None:
        self._awaits_since = self._awaits_since or move.at

    def _let_go(self, move: Transition) -> None:
        if self._has_since is not None:
            passed = self._handled.get(self._agent_id, 0.0)
            self._handled[self._agent_id] = passed + _seconds(self._has_since, move.at)
            self._has_since = None

    def _take_up(self, move: Transition) -> None:
        self._agent_id = move.to_id or (self._agent_id if move.action is Action.WAKE else move.by_id)
        self._has_since = move.at
        self._handled.setdefault(self._agent_id, 0.0)

    def _resolve(self, move: Transition) -> None:
        since = self._humans_since or move.at
        open_seconds = self._standards.hours.between(since, move.at).total_seconds()
        self._resolution = Resolution(_seconds(since, move.at), open_seconds, move.by_id)
        self._resolves.append(move.by_id)
        self._is_resolved = True

    def _stop_waiting(self, at: datetime) -> None:
        if self._awaits_since is not None:
            self._waited = (self._waited or 0.0) + _seconds(self._awaits_since, at)
            self._awaits_since = None


# What follows from a move, in this order: one may be several of these.
_CROSSINGS: Mapping[Callable[[Transition], bool], Callable[[_Matter, Transition], None]] = {
    lambda move: move.before not in HUMANS and move.after in HUMANS: _Matter._come_to_humans,
    lambda move: move.before in HUMANS and move.after not in HUMANS: _Matter._leave_humans,
    lambda move: move.after is Owner.QUEUED: _Matter._queue,
    lambda move: move.before is Owner.AGENT: _Matter._let_go,
    lambda move: move.after is Owner.AGENT: _Matter._take_up,
    lambda move: move.action is Action.RESOLVE: _Matter._resolve,
}


def _found_something(reply: Reply) -> bool:
    """By its intent, in the knowledge base, or by doing more than saying that it was not understood."""
    return reply.intent not in UNKNOWN or reply.entry is not None or not {FALLBACK}.issuperset(reply.actions)


def _seconds(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds()
