"""The business behind the bot: ports to its orders, its products and its knowledge base, and the adapters behind them.

backend        one shop as an object with a port for each thing; the ports are the modules beside it
opening        the shop that sahay.yml names
sql, memory    Sahay's own tables, and the same in memory; what both do is in `own` and `changes`
mapped         a shop's own tables, which are only read
remote, woocommerce, shopify    shops that are asked over HTTP
policy         what the shop allows and promises, whatever system it runs on
ownership      orders for those who have shown that they are theirs
verification   how that is shown, with bounded guessing
identity       who a customer is; operations: changes that are made once; tickets: what people will deal with
catalogue      what it sells, from the shop into the file that the engine reads
faq            the knowledge base: its files, its tables, its search
demo           a small shop to try everything with
"""
