"""What the bot does, beyond saying what a rule names: served to the engine over loopback by `python -m actions`.

The actions, and what they are made of:

server           the HTTP server, for the engine alone
services         what the actions work with: settings, the shop's ports, the clock
skill            the base of every action: it never raises and never stays silent
turn             the customer's message that an action answers
history          what was said in the turns before it
handoff          a person is asked for
titles           the titles of the buttons that name an intent

Routine wishes:

tasks            all of them, by intent; each has a module in orders, delivery, money, account, feedback or shopping
task             what a wish needs to know before it can be done, and the asking for it
questions        the details that tasks ask for
matter           what a person has to see to: a ticket
outcome          what is said of a change that was not made
undo             taking back what was just changed
guide            a wish that has no task: what the shop says about it, and a person

Other messages:

greet            hello
deny             a no to what was done, told or offered
person           a person is wanted: asked for, agreed to, or needed by who is angry; a yes, a bare detail
fallback         what was not understood: what it may be all the same...
not_understood   ...or else a question, an offer, then a person
change_language  another language is wanted
faq              a question about the shop, tapped; whether the answer helped

The knowledge base:

knowledge        how sure an answer is
general_question whether a wish is asked about in general, which its rules answer
in_general       what everybody is told about a wish

What a message says, by its words:

sounds           words compared by how they sound
question_words   whether it asks something
hesitation       whether a customer hesitates to give what is asked for
leaving          whether a customer leaves what is asked
taking_back      whether it takes back what was just done
not_received     whether it says that a parcel never came
own_parcel       whether a question about delivery is about one's own parcel
order_numbers    its order numbers, and which of its numbers are none
told_order       the order that was told last, asked on about
proof            the contact that proved an order, for the next one
"""
