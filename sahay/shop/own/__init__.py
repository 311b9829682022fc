"""What a shop does that keeps its records itself, wherever it keeps them: in memory or in a database.

rules      what it needs to know of itself
orders     the changes of orders, by `sahay.shop.changes`
returns    what is sent back
accounts   which details an account can have
invoice    the invoice as a document
"""
