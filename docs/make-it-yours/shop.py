"""A tiny shop behind Sahay's HTTP contract, in memory: python docs/make-it-yours/shop.py

What docs/make-it-yours.md points the bot at. Put your own look-ups where ORDERS, PRODUCTS and ACCOUNT are.
"""

import hmac
import json
import os
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

PORT = int(os.environ.get("SHOP_PORT", "8090"))
TOKEN = os.environ["SAHAY_BACKEND_TOKEN"]

Answer = dict[str, Any] | None  # None: there is no such thing

ADDRESS = {"line": "4 Law Garden Road", "city": "Ahmedabad", "region": "Gujarat", "pin": "380006"}
ACCOUNT = {"id": "C-1", "name": "Mira Joshi", "email": "mira@example.com", "phone": "+919825012345"}
PRODUCTS = {
    product["sku"]: product
    for product in (
        {"sku": "VASE-01", "name": "Clay vase", "aliases": ["vase", "फूलदान", "ફૂલદાની"], "price": 64900, "stock": 6},
        {"sku": "LAMP-02", "name": "Clay lamp", "aliases": ["diya", "दीया", "દીવો"], "price": 14900, "stock": 40},
    )
}


def order(number: str, state: str, sku: str, quantity: int) -> dict[str, Any]:
    product = PRODUCTS[sku]
    placed_at = "2026-11-19T11:30:00+05:30"
    item = {
        "sku": sku,
        "name": product["name"],
        "quantity": quantity,
        "unit_price": product["price"],
        "gst_percent": 12,
    }
    total = product["price"] * quantity
    return {
        "number": number,
        "customer": {**ACCOUNT, "address": ADDRESS},
        "state": state,
        "placed_at": placed_at,
        "expected_on": "2026-11-25",
        "address": ADDRESS,
        "items": [item],
        "delivery_charge": 0,
        "discount": 0,
        "total": total,
        "milestones": [{"state": "placed", "at": placed_at}],
        "payments": [{"id": f"P-{number}", "method": "upi", "state": "paid", "amount": total, "at": placed_at}],
    }


ORDERS = {
    each["number"]: each
    for each in (order("ORD-2026-0042", "confirmed", "VASE-01", 1), order("ORD-2026-0043", "shipped", "LAMP-02", 4))
}


def part_of_order(number: str, name: str) -> Answer:
    return {"items": ORDERS[number].get(name, [])} if number in ORDERS else None


def accounts_with(body: dict[str, Any]) -> Answer:
    is_theirs = body["contact"].lower() in (ACCOUNT["email"], ACCOUNT["phone"])
    return {"items": [ACCOUNT] if is_theirs else []}


Route = Callable[[re.Match[str], dict[str, Any]], Answer]
ROUTES: dict[str, Route] = {
    r"GET /health": lambda _match, _body: {"ok": True},
    r"GET /capabilities": lambda _match, _body: {"capabilities": [], "cart_url": "https://mitti.example/cart{?add*}"},
    r"GET /orders/([^/]+)": lambda match, _body: ORDERS.get(unquote(match[1])),
    r"GET /orders/([^/]+)/(shipments|payments)": lambda match, _body: part_of_order(unquote(match[1]), match[2]),
    r"GET /products": lambda _match, _body: {"items": list(PRODUCTS.values())},
    r"GET /products/([^/]+)": lambda match, _body: PRODUCTS.get(unquote(match[1])),
    r"GET /accounts/C-1": lambda _match, _body: ACCOUNT,
    r"GET /accounts/C-1/orders": lambda _match, _body: {"items": list(ORDERS.values())},
    r"POST /accounts/search": lambda _match, body: accounts_with(body),
}


class Shop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        given = self.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {TOKEN}".encode()):
            return self.reply(401, {"title": "The token is wrong", "status": 401})
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        asked = f"{self.command} {urlsplit(self.path).path}"
        found = ((match, answer) for route, answer in ROUTES.items() if (match := re.fullmatch(route, asked)))
        for match, answer in found:
            if (content := answer(match, body)) is not None:
                return self.reply(200, content)
        return self.reply(404, {"title": "Not found", "status": 404, "why": "not_found"})

    do_POST = do_GET

    def reply(self, status: int, content: dict[str, Any]) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Shop)
    print(f"the shop is at http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
