"""Scripts as browsers get them: without what only their readers and type checkers need.

Not a minifier: it takes away lines that are nothing but a comment, type casts, blank lines and indentation; line by
line the rest is what is in the repository. Of our scripts it asks that no string depends on the white space at a
line's beginning.
"""

import re

_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*$", re.MULTILINE | re.DOTALL)
_CAST = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ?")
_BLANK = re.compile(r"\n\s+")


def compact(script: str) -> str:
    return _BLANK.sub("\n", _CAST.sub("", _COMMENT.sub("", script))).lstrip()
