"""What is said about a setting that cannot be used."""


class ConfigError(Exception):
    """One line that names the file or variable, the key, and what it must be."""


class Invalid(Exception):
    """A value, or a pair of values, breaks the rule in the message; whoever knows the key adds it."""

    def __init__(self, rule: str, key: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.key = key
