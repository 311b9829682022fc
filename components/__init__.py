"""What runs inside Rasa: its launcher, the channel to the app, the tracker store, the texts and the graph components.

Everything here runs in the engine's environment, which knows Rasa and nothing of the app.
"""
