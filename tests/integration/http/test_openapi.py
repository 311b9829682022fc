"""The description of the API says what the app serves, all of it, with an example of each body."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from sahay.http import openapi
from tests.integration.http.conftest import App

DESCRIBED = ("api/", "healthz", "readyz", "metrics")


async def test_every_route_is_described_and_every_description_is_served(app: App) -> None:
    async with app.client() as probe:
        described = (await probe.get("/api/openapi.json")).json()

    served = {
        (re.sub(r"<(\w+)(:\w+)?>", r"{\1}", f"/{route.path}"), method.lower())
        for route in app.sanic.router.routes
        for method in route.methods
        if route.path.startswith(DESCRIBED) and method not in ("OPTIONS", "HEAD")
    }
    told = {(path, method) for path, method, _ in openapi.operations(described)}
    assert (told - served, served - told) == (set(), set())


def test_the_description_is_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(openapi.description()).iter_errors()) == []


def test_names_are_given_once() -> None:
    names = [operation["operationId"] for _, _, operation in openapi.operations(openapi.description())]

    assert sorted(names) == sorted(set(names))


def test_what_is_described_twice_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump({"paths": {"/api/desk/queue": {}}}))
    (tmp_path / "api.yml").write_text("openapi: 3.1.0")
    monkeypatch.setattr(openapi, "FOLDER", tmp_path)
    monkeypatch.setattr(openapi, "BEGINNING", tmp_path / "api.yml")

    with pytest.raises(openapi.Twice, match=r"two.yml: /api/desk/queue"):
        openapi.description.__wrapped__()


def bodies() -> Iterator[tuple[str, dict]]:
    """Name and description of every JSON body that is asked for, or answered when all is well."""
    whole = openapi.description()
    for path, method, operation in openapi.operations(whole):
        told = {"request": operation.get("requestBody", {}), **operation["responses"]}
        for kind, one in told.items():
            content = _followed(whole, one).get("content", {}).get("application/json")
            if content and (kind == "request" or kind.startswith("2")):
                yield f"{method} {path} {kind}", content


def test_every_body_has_an_example() -> None:
    assert [name for name, content in bodies() if "example" not in content and "examples" not in content] == []


def test_every_example_is_what_its_schema_says() -> None:
    shared = {"components": openapi.description()["components"]}
    wrong = [
        f"{name}: {error.message}"
        for name, content in bodies()
        for example in _examples(content)
        for error in OAS31Validator({**content["schema"], **shared}).iter_errors(example)
    ]

    assert wrong == []


def _followed(whole: dict, one: dict) -> dict:
    found = one
    for name in one.get("$ref", "").split("/")[1:]:
        found = whole[name] if found is one else found[name]
    return found


def _examples(content: dict) -> list:
    named = content.get("examples", {})
    return [content["example"]] if "example" in content else [example["value"] for example in named.values()]
