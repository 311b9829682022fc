"""The business behind the bot: ports to its orders, its products and its knowledge base, and the adapters behind them.

orders         what a customer may see of an order, and the port that tells it
verification   proving that an order is one's own, with bounded guessing
sql, memory    the two adapters of the orders
catalogue      what it sells, from its table into the file that the engine reads
faq            the knowledge base: its files, its tables, its search
demo           a small shop to try everything with
"""
