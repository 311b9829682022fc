"""An inbox of Chatwoot's API channel (docs/chatwoot.md).

What happens here becomes a row in the same transaction (`witness.py`) and is done there afterwards, in order
(`forwarder.py`); what happens there comes as calls (`callback.py`) and is done here by the desk, as by any agent
(`arrivals.py`).
"""
