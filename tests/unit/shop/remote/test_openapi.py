"""The contract as published and as we read it say the same: fields, what is required, states, examples."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec.inspect import EnumType, StructType, type_info
from openapi_spec_validator import validate

from sahay.shop.backend import Capability
from sahay.shop.refusal import Why
from sahay.shop.remote import problem, wire, wishes
from sahay.shop.remote.routes import ROUTES

SPEC = yaml.safe_load((Path(wire.__file__).parent / "openapi.yml").read_text("utf-8"))
SCHEMAS = SPEC["components"]["schemas"]
METHODS = ("get", "post", "put", "patch")
STRUCTS = {
    name: shape
    for module in (wire, wishes, problem)
    for name, shape in vars(module).items()
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct) and shape is not msgspec.Struct
}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in SPEC["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def test_it_is_openapi():
    validate(SPEC)


def test_every_object_of_the_contract_is_read_as_a_struct():
    objects = {name for name, schema in SCHEMAS.items() if schema.get("type") == "object"}
    assert objects == set(STRUCTS)


@pytest.mark.parametrize("name", STRUCTS)
def test_fields_and_what_is_required_are_the_same(name):
    fields = {field.encode_name: field.required for field in struct_info(name).fields}
    schema = SCHEMAS[name]
    assert set(schema["properties"]) == set(fields)
    assert set(schema["required"]) == {field for field, required in fields.items() if required}


@pytest.mark.parametrize("name", STRUCTS)
def test_states_are_the_same(name):
    for field in struct_info(name).fields:
        published = enum_of(SCHEMAS[name]["properties"][field.encode_name])
        ours = enum_in(field.type)
        assert published == ours, field.encode_name


def test_capabilities_are_all_explained():
    told = SCHEMAS["Capabilities"]["properties"]["capabilities"]["description"]
    named = set(re.findall(r"[a-z_]+", told.partition("What Sahay")[0]))
    assert {each.value for each in Capability} <= named
    for _, path, operation in operations():
        needed = re.findall(r"\(capability (\w+)\)", operation["summary"])
        assert set(needed) <= {each.value for each in Capability}, path


def test_every_refusal_is_published():
    assert set(SCHEMAS["Why"]["enum"]) == {each.value for each in Why}


def test_the_reference_server_has_every_path():
    served = {(route.method, re.sub(r"<(\w+)>", r"{\1}", route.path)) for route in ROUTES}
    published = {(method, path) for method, path, _ in operations()}
    assert published - served == {("GET", "/health"), ("GET", "/capabilities")}
    assert served <= published


def test_changes_and_nothing_else_need_a_key():
    key = {"$ref": "#/components/parameters/Key"}
    keyed = {(method, path) for method, path, operation in operations() if key in operation.get("parameters", [])}
    changing = {(route.method, re.sub(r"<(\w+)>", r"{\1}", route.path)) for route in ROUTES if route.is_change}
    assert keyed == changing


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    return SPEC["components"]["responses"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def examples() -> Iterator[tuple[str, str, Any]]:
    """(where, schema, example) of everything in JSON."""
    for method, path, operation in operations():
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        for body in [*bodies, *map(resolved, operation["responses"].values())]:
            for media, told in body.get("content", {}).items():
                if media == "application/json":
                    yield f"{method} {path}", told["schema"]["$ref"].rpartition("/")[2], told["example"]
    for name, told in SPEC["components"]["responses"]["Problem"]["content"]["application/problem+json"][
        "examples"
    ].items():
        yield f"problem {name}", "Problem", told["value"]


@pytest.mark.parametrize(("name", "example"), [pytest.param(name, told, id=where) for where, name, told in examples()])
def test_every_example_can_be_read(name, example):
    assert msgspec.convert(example, STRUCTS[name])


def struct_info(name: str) -> StructType:
    info = type_info(STRUCTS[name])
    assert isinstance(info, StructType)
    return info


def enum_in(info: Any) -> set[str] | None:
    """The states of a field, alone or beside null."""
    kinds = [info, *getattr(info, "types", ())]
    return next(({str(each) for each in kind.cls} for kind in kinds if isinstance(kind, EnumType)), None)


def enum_of(schema: dict[str, Any]) -> set[str] | None:
    if "$ref" in schema:
        return enum_of(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    found = [enum_of(each) for each in schema.get("anyOf", ())]
    if "enum" in schema:
        return {each for each in schema["enum"] if each is not None}
    return next((each for each in found if each), None)
