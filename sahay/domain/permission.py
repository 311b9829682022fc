"""What somebody may do at the desk."""

from collections.abc import Mapping
from enum import StrEnum

from sahay.domain.agent import Role


class Permission(StrEnum):
    """A right that a route of the desk's API asks for, and a scope of an API token."""

    READ = "read"  # the queue, conversations, contacts, tickets, canned responses
    WORK = "work"  # claim, reply, note, tag, transfer, snooze, resolve; one's own availability
    LEAD = "lead"  # other people's conversations: assign, bulk, block, canned responses of all
    REPORTS = "reports"  # figures, the wall, what the bot could not answer
    TEACH = "teach"  # knowledge base entries and utterances from what the bot could not answer
    NOTIFY = "notify"  # asking for messages to customers: an order was shipped, a refund paid
    PEOPLE = "people"  # agents, roles, teams, invitations, sessions of others
    CONNECT = "connect"  # API tokens, webhooks, the forwarder
    PRIVACY = "privacy"  # a customer's data: export, erase; the audit log


_AGENT = frozenset({Permission.READ, Permission.WORK})
_SUPERVISOR = _AGENT | {Permission.LEAD, Permission.REPORTS, Permission.TEACH}

GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.AGENT: _AGENT,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.ADMIN: _SUPERVISOR | {Permission.NOTIFY, Permission.PEOPLE, Permission.CONNECT, Permission.PRIVACY},
}
