"""How one input becomes another.

Bytes that are changed anywhere are mostly no JSON any more, and are refused at the first step; so in most cases a value
of the document is changed instead, to one that nobody expects there.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

Mutate = Callable[[bytes, int], bytes]
"""Bytes and how many there may be, to other bytes."""

# How often the bytes are changed, whatever they mean.
BLIND = 0.25
# Such a document does not grow any more.
LONG = 16 * 1024
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**30, 99999999999),
    *("", " ", "\x00", "\ud800", "\U0010ffff", "\u202e", "-1", "0", "99999999999", "1e5", "٤٢", "²", "a" * 300),
    *("/start", "/stop@bot x", "c" * 22 + ":7:0", "c:999999999:99", "text", "interactive", "private", "group", "\n"),
    *([], {}, [[]], [{}], {"id": {}}, {"": None}, [None] * 50),
)


def changed(form: str, data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Another input like this one; `mutate` is the fuzzer's own."""
    random = Random(seed)  # noqa: S311 (to be repeated, not to be guessed)
    change = _FORMS.get(form)
    if change is None or random.random() < BLIND:
        return mutate(data, most)
    try:
        return change(data, random)[:most]
    except (ValueError, RecursionError):
        return mutate(data, most)


def _json(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 2, 4))):
        if len(data) > LONG:
            break
        document = _elsewhere(json.loads(data), random)
        data = json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    return data


def _elsewhere(document: Any, random: Random) -> Any:
    """The document with one of its values changed, in place where it is not the whole."""
    places = list(_places(document))
    if not places:
        return random.choice(VALUES)
    inside, key = random.choice(places)
    other, name = random.choice(places)
    match random.randrange(5):
        case 0:
            inside[key] = random.choice(VALUES)
        case 1:
            inside[key] = json.loads(json.dumps(other[name]))  # another part of it
        case 2:
            inside[key] = [inside[key]] * random.choice((1, 2, 20))
        case 3:
            del inside[key]
        case _:
            _into(inside, key, random)
    return document


def _into(inside: Any, key: Any, random: Random) -> None:
    """Within a text, a number or a name."""
    value = inside[key]
    if isinstance(value, str):
        place = random.randrange(len(value) + 1)
        inside[key] = value[:place] + str(random.choice(VALUES)) + value[place:]
    elif isinstance(value, int | float):
        inside[key] = value * random.choice((-1, 2, 10**6)) + random.choice((-1, 0, 1))
    elif isinstance(inside, dict):
        inside[random.choice(("message", "text", "id", "from", "type", "edit", "x"))] = inside.pop(key)


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        inside = waiting.pop()
        if not isinstance(inside, dict | list):
            continue
        for key in list(inside) if isinstance(inside, dict) else range(len(inside)):
            found.append((inside, key))
            waiting.append(inside[key])
    return found


def _form(data: bytes, random: Random) -> bytes:
    fields = parse_qsl(data.decode(), keep_blank_values=True)
    if not fields:
        raise ValueError
    place = random.randrange(len(fields))
    name, value = fields[place]
    other = str(random.choice([*VALUES, *(told for _, told in fields)]))
    match random.randrange(4):
        case 0:
            fields[place] = name, other
        case 1:
            fields[place] = name, value[: len(value) // 2] + other + value[len(value) // 2 :]
        case 2:
            fields.insert(random.randrange(len(fields) + 1), (name, other))
        case _:
            del fields[place]
    return urlencode(fields, errors="replace").encode()


def _answer(data: bytes, random: Random) -> bytes:
    """The status comes first, then a document."""
    status = random.randrange(48) if random.random() < 0.3 else data[0] if data else 0
    return bytes([status]) + _json(data[1:], random)


_FORMS: dict[str, Callable[[bytes, Random], bytes]] = {"json": _json, "form": _form, "answer": _answer}
