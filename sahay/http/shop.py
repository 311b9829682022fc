"""The demo shop's pages. All of them are one document, whose script reads the address; the server knows which exist."""

from functools import partial

from sanic import Blueprint, HTTPResponse, Request
from sanic.exceptions import NotFound
from sanic.response import file

from sahay.config import ROOT
from sahay.http.errors import refusal
from sahay.http.services import Services

FOLDER = ROOT / "sahay" / "web" / "shop"
DOCUMENT = FOLDER / "index.html"
HTML = "text/html; charset=utf-8"
# Below /shop, where the demo is seeded. Elsewhere there is the first page alone.
PAGES = ("/products", "/cart", "/account", "/help")
_NOWHERE = (404, "not_found", "There is nothing at this address.")


def shop_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("shop")
    blueprint.add_route(_send, "/", methods=["GET", "HEAD"], name="first")
    if services.settings.demo_secret:
        for number, page in enumerate(PAGES):
            blueprint.add_route(_send, f"/shop{page}", methods=["GET", "HEAD"], name=f"page{number}")
        product = partial(_product, services=services)
        blueprint.add_route(product, "/shop/products/<sku:str>", methods=["GET", "HEAD"], name="product")
    blueprint.static("/shop", FOLDER, name="files")
    blueprint.exception(NotFound)(_missing)
    return blueprint


async def _send(request: Request, status: int = 200) -> HTTPResponse:
    asked = request.headers if status == 200 else None  # "not modified" is only said of a page that exists
    return await file(DOCUMENT, status=status, mime_type=HTML, request_headers=asked)


async def _product(request: Request, sku: str, services: Services) -> HTTPResponse:
    return await _send(request, 200 if await services.backend.catalogue.product(sku) else 404)


async def _missing(request: Request, _error: NotFound) -> HTTPResponse:
    """A browser that opens a page is shown the shop's own; whatever else asks is told as everywhere."""
    return await _send(request, 404) if "text/html" in request.headers.get("accept", "") else refusal(*_NOWHERE)
