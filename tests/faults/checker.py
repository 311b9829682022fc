"""What the two tabs and the desk show at the end, compared with what was written."""

from collections.abc import Mapping, Sequence

# Author and text of each line, oldest first.
View = Sequence[tuple[str, str]]


def check(written: Mapping[str, Sequence[str]], views: Mapping[str, View], unsent: Sequence[str]) -> list[str]:
    """Everything that is wrong, in words. `written`: by writer, in order. `views`: by who looks. `unsent`: rows of
    the tabs that are still on their way, or failed."""
    wrong = [f"not sent: {text}" for text in unsent]
    names = list(views)
    wrong += [
        f"{name} and {names[0]} differ: {_difference(views[names[0]], views[name])}"
        for name in names[1:]
        if list(views[name]) != list(views[names[0]])
    ]
    for name, view in views.items():
        texts = [text for _, text in view]
        for writer, said in written.items():
            shown = [text for text in texts if text in said]
            wrong += [f"{name}: lost {text!r}" for text in said if text not in shown]
            wrong += [f"{name}: doubled {text!r}" for text in said if shown.count(text) > 1]
            if not wrong and shown != list(said):
                wrong.append(f"{name}: {writer}'s order is {shown}")
    return wrong


def _difference(a: View, b: View) -> str:
    """The first line in which they differ."""
    for number, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return f"line {number} is {one} in one and {other} in the other"
    return f"{len(a)} and {len(b)} lines"
