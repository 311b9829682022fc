"""What is said of a change that was not made, or not yet, where there is nothing more to say of it."""

from actions.task.question import End
from sahay.shop.operations import Outcome
from sahay.shop.refusal import Refusal


def not_done(outcome: Outcome) -> End:
    return End("utter_refused" if isinstance(outcome, Refusal) else "utter_unsettled")
