"""A small shop to try everything with: the same orders every day, always as if they were placed lately.

data       customers, products, carriers and delivery zones, from the files beside this
habits     what a customer has besides the orders: points, newsletter, addresses
plans      which orders there are, and what is special about each
timeline   when an order came into which state, counted back from today
parcels, payments, invoices   what belongs to an order
build      all of it together, as a pure function of the moment
seed       into the database, without touching what is not the demo's
customers, checkout   who can be logged in as, and the orders that they place
logins     the desk's first agents, and the file that says how to log in
"""
