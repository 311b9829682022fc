"""What the bot does, beyond saying what a rule names: served to the engine over loopback by `python -m actions`.

server       the HTTP server, for the engine alone
services     what the actions work with: settings, the shop's ports, the clock
skill        the base of every action: it never raises and never stays silent
turn         the customer's message that an action answers
history      what was said in the turns before it
handoff      a person is asked for
knowledge    the knowledge base: how sure an answer is
fallback     what was not understood: a question, an offer, then a person
faq          a question about the shop, tapped
guide        what the shop says about a wish that the bot has no skill for, and a person
sounds       words compared by how they sound
own_parcel   whether a question about delivery is about one's own parcel
change_language  another language is wanted
person       a person is wanted: asked for, agreed to, or needed by who is angry
proof        the contact that proved an order, for the next one
order_form   asking for the details of an order
order_numbers  the order numbers of a message, and which of its numbers are none
hesitation   whether a customer hesitates to give what is asked for
told_order   the order that was told last, asked on about
track_order  telling where an order is
titles       the titles of the buttons that name an intent
"""
