"""The server: token, version, schema, cost and errors."""

from pathlib import Path
from typing import Any

from graphql import GraphQLError, build_schema, graphql_sync, parse, validate

from tests.fakes_shops.http import FakeServer, Request, Response
from tests.fakes_shops.shopify import editing, orders, people, sending_back
from tests.fakes_shops.shopify.cost import LARGEST, cost
from tests.fakes_shops.shopify.records import nodes

VERSION = "2026-10"
PATH = f"/admin/api/{VERSION}/graphql.json"
TOKEN = "shpat_test"
SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text(encoding="utf-8"))
POINTS = {"maximumAvailable": 2000.0, "currentlyAvailable": 1980, "restoreRate": 100.0}


class FakeShopify(FakeServer):
    """Its records are dicts by id; `job_polls` is how often a job is asked for until it is done."""

    def __init__(self) -> None:
        super().__init__()
        self.currency = "INR"
        self.orders: dict[str, dict[str, Any]] = {}
        self.customers: dict[str, dict[str, Any]] = {}
        self.variants: dict[str, dict[str, Any]] = {}
        self.edits: dict[str, dict[str, Any]] = {}
        self.returns: dict[str, dict[str, Any]] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        self.refunds_by_key: dict[str, tuple[Any, dict[str, Any]]] = {}
        self.job_polls = 1
        self.refund_status = "SUCCESS"
        self.last_id = 9000
        self.operations: list[str] = []
        self.costs: dict[str, int] = {}

    def new_id(self, kind: str) -> str:
        self.last_id += 1
        return f"gid://shopify/{kind}/{self.last_id}"

    def answer(self, request: Request) -> Response:
        if request.path != PATH or request.method != "POST":
            return Response(404, {"errors": "Not Found"})
        if request.headers.get("x-shopify-access-token") != TOKEN:
            return Response(401, {"errors": "[API] Invalid API key or access token (unrecognized login or password)"})
        text, variables = request.body["query"], request.body.get("variables") or {}
        document = parse(text)
        wrong = validate(SCHEMA, document)
        if wrong:
            return Response(200, {"errors": [each.formatted for each in wrong]})
        points = cost(SCHEMA, document, variables)
        name = document.definitions[0].name.value  # type: ignore[union-attr]
        self.operations.append(name)
        self.costs[name] = max(points, self.costs.get(name, 0))
        if points > LARGEST:
            told = GraphQLError("Query cost is too high", extensions={"code": "MAX_COST_EXCEEDED"})
            return Response(200, {"errors": [told.formatted]})
        done = graphql_sync(SCHEMA, text, self.root(), variable_values=variables)
        throttle = {"requestedQueryCost": points, "actualQueryCost": points, "throttleStatus": POINTS}
        errors = {"errors": [each.formatted for each in done.errors]} if done.errors else {}
        return Response(200, {"data": done.data, **errors, "extensions": {"cost": throttle}})

    def root(self) -> dict[str, Any]:
        """Queries and mutations, bound to this shop."""
        fields = orders.FIELDS | editing.FIELDS | people.FIELDS | sending_back.FIELDS | FIELDS

        def bound(field: Any) -> Any:
            return lambda info, **arguments: field(self, info, **arguments)

        return {name: bound(field) for name, field in fields.items()}


def throttled(cost: int = 700, available: int = 100, rate: float = 100.0) -> Response:
    """https://shopify.dev/docs/api/usage/limits: status 200, no data."""
    status = {"maximumAvailable": 2000.0, "currentlyAvailable": available, "restoreRate": rate}
    told = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    costs = {"requestedQueryCost": cost, "actualQueryCost": None, "throttleStatus": status}
    return Response(200, {"errors": [told], "extensions": {"cost": costs}})


def shop(fake: FakeShopify, _info: Any) -> dict[str, Any]:
    return {"currencyCode": fake.currency}


def product_variants(
    fake: FakeShopify, _info: Any, query: str | None = None, first: int = 50, after: str | None = None
) -> dict[str, Any]:
    kind, _, value = (query or "").partition(":")
    wanted = value.strip('"')
    found = [each for each in fake.variants.values() if matches(each, kind, wanted)]
    begin = int(after or 0)
    more = begin + first < len(found)
    page = nodes(found[begin : begin + first])
    return page | {"pageInfo": {"hasNextPage": more, "endCursor": str(begin + first) if more else None}}


def matches(variant: dict[str, Any], kind: str, wanted: str) -> bool:
    tests = {
        "sku": lambda: (variant["sku"] or "").lower() == wanted.lower(),
        "id": lambda: variant["id"].endswith(f"/{wanted}"),
        "product_status": lambda: variant["product"]["status"].lower() == wanted,
    }
    return bool(tests[kind]()) if kind in tests else True


FIELDS = {"shop": shop, "productVariants": product_variants}
