"""A shop whose orders, customers and products are in tables of its own, read by what sahay.yml says of them.

options   `backend:` with `kind: sql` and `tables`: which table and column is what
tables    these as SQLAlchemy's, held to the database at the start
reading   rows into orders, customers and products
backend   all ports together; it only reads
"""
