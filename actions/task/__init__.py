"""What a skill needs to know before it can act, and the asking for it.

A `Task` names its questions in order; the mechanism reads them from whatever the customer writes, asks for what is
missing, lets the customer correct, interrupt and leave, and then has the task finish. In the engine all tasks are one
form (`task_form`, data/rules/tasks.yml), so that an interruption is answered by the rules as anywhere else.

task        what a skill is made of
question    one detail: how it is heard, checked, asked for
state       how far a task has come: kept in the slot `task`
talk        the message, the state and the shop, as a task and its questions see them
running     hearing a message, and going on to the next question
steps       the actions by which the engine calls all this
"""
