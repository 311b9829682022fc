"""The core of Sahay in plain Python: no I/O, no framework, only the standard library."""
