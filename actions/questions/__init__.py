"""The kinds of questions that tasks are made of.

order     whose order, by its number and what proves it
account   who the customer is, by login, verified phone or a one-time code
confirm   whether what will happen is what the customer wants
choice    one of a few
entity    a detail that the engine finds: a PIN code, a product, an e-mail address
item      one of the things in an order
name      what somebody is called
product   a product of the catalogue
quantity  how many pieces
heard     what is taken where it is said, and never asked for
only      a question that is asked under a condition
words     what only the customer's own words can say
"""
