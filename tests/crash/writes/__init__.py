"""Kills the process in the middle of a change, and asks what was done and what the customer was told.

    python -m tests.crash.writes [--rounds N] [--seed S] [--shop sql|remote]

Each life is a process of its own, on the real database, that ends by SIGKILL at one of `MOMENTS`, or after a random
while. Others take up what it left, until nothing is left to do. Then it must be so that
 - the change was made once or not at all: the shop's records are what one change makes of them, or untouched;
 - the audit says which;
 - the conversation has one statement about it, and that is true; none only where nothing was begun.

killing     where a life may end, and how it does
shop        the shop, and a change of each kind
life        one process: the bot's turn, then the settler
server      the shop behind its HTTP API, in a process that can be killed too
judging     what must be so in the end
whole       all of Sahay, with cancellations in the chat
history     a change's way through several lives
"""
