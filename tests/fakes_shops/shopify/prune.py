"""Shopify's published schema, cut down to what the adapter asks for.

    python -m tests.fakes_shops.shopify.prune admin_2026-10.json.gz

prints what is in schema.graphql under its header.

The whole schema is an introspection result of some 20 MB. It is in Shopify's npm package @shopify/dev-mcp (dist/data,
ISC licence), and a shop's own API tells it: https://shopify.dev/docs/api/admin-graphql. Kept are the fields and
arguments that `documents` uses with their types, whole enums, and of input objects what has no objects in it.
"""

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from graphql import DocumentNode, TypeInfo, TypeInfoVisitor, Visitor, build_client_schema, parse, validate, visit

from sahay.shop.shopify import documents
from sahay.shop.shopify.items import Step, laid_out

SCALARS = {"String", "Int", "Float", "Boolean", "ID"}


def everything_asked() -> dict[str, str]:
    """All documents by name."""
    asked = {
        name: text
        for name, text in vars(documents).items()
        if isinstance(text, str) and text.lstrip().startswith(("query ", "mutation "))
    }
    steps = [Step(documents.EDIT_SET, "1", 1), Step(documents.EDIT_ADD, "2", 1)]
    return asked | {"LAID_OUT": laid_out(steps)}


class Used(Visitor):
    """Fields and arguments by type."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.fields: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.inputs: set[str] = set()

    def enter_field(self, node: Any, *_: Any) -> None:
        parent = self.info.get_parent_type()
        used = self.fields[parent.name][node.name.value]
        used.update(argument.name.value for argument in node.arguments or ())

    def enter_variable_definition(self, node: Any, *_: Any) -> None:
        self.inputs.add(named(node.type))

    def enter_object_value(self, *_: Any) -> None:
        self.inputs.add(str(self.info.get_input_type()).strip("[]!"))


def named(node: Any) -> str:
    return node.name.value if hasattr(node, "name") else named(node.type)


def text_of(kind: dict[str, Any]) -> str:
    if kind["kind"] == "NON_NULL":
        return text_of(kind["ofType"]) + "!"
    return f"[{text_of(kind['ofType'])}]" if kind["kind"] == "LIST" else kind["name"]


def bare(kind: dict[str, Any]) -> str:
    return bare(kind["ofType"]) if kind["ofType"] else kind["name"]


def pruned(introspection: dict[str, Any]) -> str:
    schema = build_client_schema(introspection, assume_valid=True)
    info = TypeInfo(schema)
    used = Used(info)
    for name, text in everything_asked().items():
        document: DocumentNode = parse(text)
        errors = validate(schema, document)
        assert not errors, (name, errors)
        visit(document, TypeInfoVisitor(info, used))
    return "\n\n".join(Pruning(introspection, used).definitions()) + "\n"


class Pruning:
    def __init__(self, introspection: dict[str, Any], used: Used) -> None:
        self.types = {each["name"]: each for each in introspection["__schema"]["types"]}
        self.fields = used.fields
        self.wanted = set(used.fields) | used.inputs
        self.sent = used.inputs | INPUTS_INSIDE
        self.interfaces = [name for name in self.fields if self.types[name]["kind"] == "INTERFACE"]
        for name in self.interfaces:
            for member in self.types[name]["possibleTypes"]:
                if member["name"] in self.fields:
                    for field, arguments in self.fields[name].items():
                        self.fields[member["name"]][field] |= arguments

    def definitions(self) -> list[str]:
        found: dict[str, str] = {}
        while missing := sorted(self.wanted - set(found) - SCALARS):
            for name in missing:
                found[name] = WRITERS[self.types[name]["kind"]](self, self.types[name])
        head = (
            "schema { query: QueryRoot mutation: Mutation }",
            'directive @idempotent("""The key to identify the idempotent mutation.""" key: String!) on FIELD',
        )
        return [*head, *(found[name] for name in sorted(found))]

    def composite(self, kind: dict[str, Any]) -> str:
        lines = []
        for field in kind["fields"] or ():
            if field["name"] in self.fields[kind["name"]]:
                self.wanted.add(bare(field["type"]))
                used = self.fields[kind["name"]][field["name"]]
                lines.append(f"  {field['name']}{self.arguments(field['args'], used)}: {text_of(field['type'])}")
        word = "interface" if kind["kind"] == "INTERFACE" else "type"
        shared = [each["name"] for each in kind["interfaces"] or () if each["name"] in self.interfaces]
        implements = f" implements {' & '.join(shared)}" if shared else ""
        return f"{word} {kind['name']}{implements} {{\n" + "\n".join(lines) + "\n}"

    def arguments(self, known: list[dict[str, Any]], used: set[str]) -> str:
        kept = [each for each in known if each["name"] in used or each["type"]["kind"] == "NON_NULL"]
        for each in kept:
            self.wanted.add(bare(each["type"]))
        texts = [f"{each['name']}: {text_of(each['type'])}" for each in kept]
        return f"({', '.join(texts)})" if kept else ""

    def inputs(self, kind: dict[str, Any]) -> str:
        lines = []
        for field in kind["inputFields"]:
            inner = bare(field["type"])
            if self.types[inner]["kind"] != "INPUT_OBJECT" or inner in self.sent:
                self.wanted.add(inner)
                lines.append(f"  {field['name']}: {text_of(field['type'])}")
        return f"input {kind['name']} {{\n" + "\n".join(lines) + "\n}"

    def enum(self, kind: dict[str, Any]) -> str:
        return f"enum {kind['name']} {{ " + " ".join(each["name"] for each in kind["enumValues"]) + " }"

    def scalar(self, kind: dict[str, Any]) -> str:
        return f"scalar {kind['name']}"


# Input objects inside those of the variables.
INPUTS_INSIDE = {
    "MailingAddressInput",
    "MetafieldInput",
    "OrderTransactionInput",
    "ReturnRequestLineItemInput",
    "CustomerEmailMarketingConsentInput",
    "OrderCancelRefundMethodInput",
}
WRITERS = {
    "OBJECT": Pruning.composite,
    "INTERFACE": Pruning.composite,
    "INPUT_OBJECT": Pruning.inputs,
    "ENUM": Pruning.enum,
    "SCALAR": Pruning.scalar,
}


if __name__ == "__main__":
    with gzip.open(Path(sys.argv[1])) as whole:
        sys.stdout.write(pruned(json.load(whole)["data"]))
