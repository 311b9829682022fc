"""The app's side of the engine: one question per customer message, answered in time or not at all."""
