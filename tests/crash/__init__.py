"""Kills the app, the actions and the engine at every step of a message's way, and counts what anybody lost.

    python -m tests.crash [--kills N] [--seed S]

system      the whole of Sahay, as `make run` starts it, and how one of its processes is killed
steps       the steps of a message's way, and how one is waited for
kills       which process is killed at which step, planned and carried out
traffic     customers and agents at work, and when they pause
chat        a client of the public chat API, as stubborn as the widget
desk        a client of the desk's API
customers   what customers do
agents      what agents do
history     everything that was said, seen and stored
recording   a history put together from the clients and the database
checker     what must be so of a history: a pure function
spoiling    histories broken on purpose, to prove that the checker sees it
report      the table by process and step
run         one run from start to end
"""
