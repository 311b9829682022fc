"""The description of the API (OpenAPI 3.1): a file a noun beside this one, put together when it is asked for.

A file has `paths` and `components`, as OpenAPI has them; what several use is in `shared.yml`. What is the same
wherever somebody must be signed in is said here and not in each file: who may come in, and how others are refused.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sahay.config.yaml_file import safe_load
from sahay.http.types import Json

FOLDER = Path(__file__).parent
# Title and tags.
BEGINNING = FOLDER / "api.yml"
# What OpenAPI calls operations; beside them a path has `parameters`.
METHODS = ("get", "put", "post", "patch", "delete")
_REFUSAL = {"$ref": "#/components/responses/Refusal"}
_TOO_FAST = {"$ref": "#/components/responses/TooFast"}


class Twice(ValueError):
    """Two files describe the same."""


@cache
def description() -> Json:
    """The whole description. Raises Twice."""
    whole: Json = {**_read(BEGINNING), "paths": {}, "components": {}}
    for file in sorted(FOLDER.glob("*.yml")):
        if file == BEGINNING:
            continue
        part = _read(file)
        _add(whole["paths"], part.get("paths", {}), file)
        for kind, named in part.get("components", {}).items():
            _add(whole["components"].setdefault(kind, {}), named, file)
    for path, _method, operation in operations(whole):
        _add_refusals(operation, whole["paths"][path])
        if "desk" in operation.get("tags", ()) and operation.get("security"):
            _guard(operation)
    return whole


def operations(whole: Json) -> Iterator[tuple[str, str, Json]]:
    """Path, method (small letters) and description of each operation."""
    for path, item in whole["paths"].items():
        yield from ((path, method, item[method]) for method in METHODS if method in item)


def _read(file: Path) -> Json:
    content: Json = safe_load(file.read_text(encoding="utf-8"))
    return content


def _add(whole: Json, part: Json, file: Path) -> None:
    for name, value in part.items():
        if name in whole:
            raise Twice(f"{file.name}: {name} is described already")
        whole[name] = value


def _add_refusals(operation: Json, path: Json) -> None:
    """What is refused wherever something is read: not of the form described, or too large."""
    read = {"400": operation.get("parameters") or path.get("parameters"), "413": operation.get("requestBody")}
    for status, what in {**read, "400": read["400"] or read["413"]}.items():
        if what:
            operation["responses"] = {status: _REFUSAL, **operation["responses"]}


def _guard(operation: Json) -> None:
    """How the desk's guard lets in and refuses (`sahay.http.desk.guard`). `x-by-token: false` says: people only."""
    if operation.get("x-by-token", True):
        operation["security"] = [*operation["security"], {"token": []}]
        operation["responses"] = {"429": _TOO_FAST, **operation["responses"]}
    operation["responses"] = {**operation["responses"], "401": _REFUSAL, "403": _REFUSAL}
