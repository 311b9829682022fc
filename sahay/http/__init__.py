"""The only door to the internet: the web chat, the desk and the pages, on Sanic."""
