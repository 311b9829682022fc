"""What whoever runs Sahay can ask it."""

from types import SimpleNamespace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sahay.http.ops import _may_measure
from sahay.store import schema
from tests.integration.http.conftest import App


async def test_health_and_readiness_do_not_need_the_engine(app: App) -> None:
    async with app.client() as probe:
        assert (await probe.get("/healthz")).json() == {"status": "ok"}
        assert (await probe.get("/readyz")).json() == {"status": "ok", "engine": "ok"}


async def test_metrics_count_without_naming_anybody(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.client() as probe:
        text = (await probe.get("/metrics")).text

    samples = {
        (sample.name, sample.labels.get("owner") or sample.labels.get("route")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["sahay_conversations", "queued"] == 1
    assert samples["sahay_inbox", None] == 0
    assert samples["sahay_http_requests_total", "api/chat/messages"] == 1
    assert conversation_id not in text


async def test_metrics_are_for_whoever_runs_sahay(app: App) -> None:
    outside = {"X-Forwarded-For": "203.0.113.7"}
    async with app.client() as probe:
        assert (await probe.get("/metrics")).status_code == 200  # from this machine
        app.sanic.config.PROXIES_COUNT = 1
        assert (await probe.get("/metrics", headers=outside)).status_code == 404


@pytest.mark.parametrize(
    ("header", "allowed"),
    [("Bearer the-token", True), ("Bearer another", False), ("", False), ("Bearer \u0950", False)],
)
def test_with_a_token_metrics_are_for_who_has_it(header: str, allowed: bool) -> None:
    request = SimpleNamespace(token=header.removeprefix("Bearer ") or None, client_ip="203.0.113.7")

    assert _may_measure(request, "the-token") is allowed


async def test_every_answer_forbids_framing_and_sniffing(app: App) -> None:
    async with app.client() as browser:
        for path in ("/", "/desk", "/healthz", "/nothing"):
            headers = (await browser.get(path)).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"


async def test_without_its_tables_the_app_is_not_ready(app: App) -> None:
    async with app.services.database.write() as connection:
        await connection.run_sync(schema.inbox.drop)
    async with app.client() as probe:
        answer = await probe.get("/readyz")

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "no_database")
