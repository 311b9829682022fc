"""A shop that is slow, silent, broken or babbling: what is asked again, how often, and what it is called in the end."""

import socket
import ssl
from dataclasses import asdict
from datetime import timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
import trustme

from sahay.shop.backend import BackendError, BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.orders import Address
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote import calls, gateway
from tests.fakes import MORNING
from tests.integration.shop.remote.peer import (
    answers,
    babbles,
    closes,
    drips,
    hangs,
    hangs_after_the_head,
    misbehaving,
    never_ends,
    problem,
    stops_midway,
)
from tests.integration.shop.remote.serving import SECRET, ManualPace, opened

QUICK = {"timeout_seconds": 0.3, "connect_seconds": 0.3, "answer_bytes": 100_000}
TRIES = 3
PAGE = answers(200, b"<h1>Back soon</h1>", "text/html")
ACCOUNT = {"id": "c-1", "name": "Asha", "email": "asha@example.com"}
ABSENT = problem(404, "not_found")
ADDRESS = Address("7 Ashram Road", "Ahmedabad", "Gujarat", "380009")
FLAT = asdict(ADDRESS)


async def add(backend):
    return await backend.accounts.add_address("c-1", ADDRESS, key="c1:7:add", now=MORNING)


async def look_up(backend):
    return await backend.accounts.get("c-1")


@pytest.mark.parametrize(
    ("step", "trouble", "tries"),
    [
        # Trouble that may pass is asked again.
        (hangs, Unavailable, TRIES),
        (hangs_after_the_head, Unavailable, TRIES),
        (drips, Unavailable, TRIES),
        (closes, Unavailable, TRIES),
        (stops_midway, Unavailable, TRIES),
        (babbles, Unavailable, TRIES),
        (answers(500, b"Traceback", "text/plain"), Unavailable, TRIES),
        (answers(502, b"", "text/html"), Unavailable, TRIES),
        (problem(503), Unavailable, TRIES),
        (problem(429), Unavailable, TRIES),
        # A wrong token stays wrong.
        (problem(401), Unavailable, 1),
        (answers(403, b"", "text/html"), Unavailable, 1),
        # An answer that makes no sense is not asked for again.
        (answers(200, b"{]"), BadAnswer, 1),
        (answers(200, b"\xff\xfe"), BadAnswer, 1),
        (answers(200, b""), BadAnswer, 1),
        (answers(200, {}), BadAnswer, 1),
        (answers(200, [ACCOUNT]), BadAnswer, 1),
        (answers(204), BadAnswer, 1),
        (PAGE, BadAnswer, 1),
        (never_ends, BadAnswer, 1),
        (answers(200, ACCOUNT | {"more": "x" * 200_000}), BadAnswer, 1),
        (answers(200, ACCOUNT, Content_Encoding="gzip"), BadAnswer, 1),
        (problem(400), BadAnswer, 1),
        (problem(422), BadAnswer, 1),
        (answers(404, b"nginx", "text/html"), BadAnswer, 1),  # a wrong `backend.url`, not an account that is missing
        (answers(404, {"why": "not_found"}), BadAnswer, 1),  # not problem details
        (problem(409, "too_late"), BadAnswer, 1),  # nothing was to be changed
        (problem(409, "unheard_of"), Unavailable, TRIES),
    ],
)
async def test_a_look_up_that_goes_wrong(step, trouble, tries):
    async with misbehaving(*[step] * tries) as peer, opened(peer.url, **QUICK) as backend:
        with pytest.raises(trouble):
            await look_up(backend)
    assert len(peer.asked) == tries


@pytest.mark.parametrize(
    ("steps", "trouble"),
    [
        # The change may have been made.
        ([hangs] * TRIES, OutcomeUnknown),
        ([closes] * TRIES, OutcomeUnknown),
        ([stops_midway] * TRIES, OutcomeUnknown),
        ([answers(500)] * TRIES, OutcomeUnknown),
        ([answers(504)] * TRIES, OutcomeUnknown),
        ([answers(503, b"", "text/html")] * TRIES, OutcomeUnknown),  # a proxy's word, which knows nothing of it
        ([problem(409)] * TRIES, OutcomeUnknown),  # it is being made now
        ([hangs, problem(429), problem(429)], OutcomeUnknown),  # what came later tells nothing of the first
        ([hangs, problem(401)], OutcomeUnknown),
        # The shop says that it was not.
        ([problem(503)] * TRIES, Unavailable),
        ([problem(429)] * TRIES, Unavailable),
        ([problem(401)], Unavailable),
        ([problem(400)], BadAnswer),
        ([PAGE], BadAnswer),
        ([answers(200, ACCOUNT)], BadAnswer),  # without the address
    ],
)
async def test_a_change_that_goes_wrong(steps, trouble):
    async with misbehaving(*steps) as peer, opened(peer.url, **QUICK) as backend:
        with pytest.raises(trouble):
            await add(backend)
    assert len(peer.asked) == len(steps)
    assert {(each.headers["idempotency-key"], each.body) for each in peer.asked} == {('"c1:7:add"', peer.asked[0].body)}


@pytest.mark.parametrize("why", Why)
async def test_a_refusal_is_an_answer(why):
    status = {Why.NOT_FOUND: 404, Why.INVALID: 422, Why.UNSUPPORTED: 501}.get(why, 409)
    async with misbehaving(problem(status, why.value)) as peer, opened(peer.url, **QUICK) as backend:
        assert await add(backend) == Refusal(why)


@pytest.mark.parametrize("trouble", [hangs, closes, answers(500), problem(429), problem(503), problem(409)])
async def test_what_passes_is_not_noticed(trouble):
    done = answers(200, ACCOUNT | {"addresses": [FLAT]})
    async with misbehaving(trouble, done, trouble, answers(200, ACCOUNT)) as peer, opened(peer.url, **QUICK) as backend:
        assert (await add(backend)).addresses == (ADDRESS,)
        assert (await look_up(backend)).name == "Asha"


async def test_a_change_that_could_not_be_sent_was_not_made():
    async with misbehaving() as peer, opened(peer.url, **QUICK) as backend:
        assert (await backend.health()).ok
        peer.leave()
        with pytest.raises(Unavailable):
            await add(backend)


async def test_a_change_that_was_sent_once_and_then_could_not_be_may_have_been_made():
    async def closes_and_leaves(reader, writer):
        peer.leave()

    async with misbehaving(closes_and_leaves) as peer, opened(peer.url, **QUICK) as backend:
        with pytest.raises(OutcomeUnknown):
            await add(backend)
    assert len(peer.asked) == 1


async def test_a_shop_that_never_was_there_is_not_well():
    async with opened(f"http://127.0.0.1:{_free_port()}", **QUICK) as backend:
        assert not (await backend.health()).ok
        with pytest.raises(Unavailable):
            await add(backend)


async def test_the_pauses_grow_and_stay_within_the_customers_patience():
    pace = ManualPace()
    steps = [problem(503)] * 4
    async with misbehaving(*steps) as peer, opened(peer.url, pace, retry_seconds=(0.2, 0.8, 2.0, 9.0)) as backend:
        with pytest.raises(Unavailable):
            await look_up(backend)
    assert pace.slept == [0.2, 0.8]  # with 2.0 more it would be 3 seconds
    assert len(peer.asked) == 3


@pytest.mark.parametrize("header", ["2", format_datetime(MORNING + timedelta(seconds=2), usegmt=True)])
async def test_retry_after_is_waited_for(header):
    pace = ManualPace()
    steps = [problem(429, retry_after=header), answers(200, ACCOUNT)]
    async with misbehaving(*steps) as peer, opened(peer.url, pace) as backend:
        assert await look_up(backend)
    assert pace.slept == [2.0]


@pytest.mark.parametrize(
    ("header", "silence"),
    [("30", 30), ("999999", 60), (format_datetime(MORNING + timedelta(seconds=30), usegmt=True), 30)],
)
async def test_a_shop_that_asks_to_be_left_alone_is_not_asked(header, silence):
    pace = ManualPace()
    steps = [problem(503, retry_after=header), answers(200, ACCOUNT)]
    async with misbehaving(*steps) as peer, opened(peer.url, pace) as backend:
        for _ in range(3):
            with pytest.raises(Unavailable):
                await look_up(backend)
        assert len(peer.asked) == 1

        pace.forward(silence)
        assert await look_up(backend)
    assert pace.slept == []


@pytest.mark.parametrize("header", ["-1", "soon", "", "Mon, 99 Foo 2026", "1e9"])
async def test_an_unreadable_retry_after_is_no_wait(header):
    pace = ManualPace()
    steps = [problem(429, retry_after=header), answers(200, ACCOUNT)]
    async with misbehaving(*steps) as peer, opened(peer.url, pace) as backend:
        assert await look_up(backend)
    assert pace.slept == [0.1]


async def test_a_shop_that_is_down_is_left_in_peace():
    pace = ManualPace()
    steps = [answers(500)] * 4 + [answers(200, ACCOUNT)]
    async with misbehaving(*steps) as peer, opened(peer.url, pace, breaker_failures=4, **QUICK) as backend:
        for _ in range(5):
            with pytest.raises(Unavailable):
                await look_up(backend)
        assert len(peer.asked) == 4

        with pytest.raises(Unavailable):
            await add(backend)  # not sent, so nothing was changed
        assert len(peer.asked) == 4

        pace.forward(5)
        assert await look_up(backend)


async def test_a_redirect_is_not_followed():
    async with misbehaving() as elsewhere:
        steps = [answers(307, b"", "text/html", Location=f"{elsewhere.url}/accounts/c-1")]
        async with misbehaving(*steps) as peer, opened(peer.url, **QUICK) as backend:
            with pytest.raises(BadAnswer):
                await look_up(backend)
    assert elsewhere.asked == []  # and so the token went nowhere


async def test_a_proxy_of_others_is_none_for_this_machine(monkeypatch):
    async with misbehaving() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        async with misbehaving(answers(200, ACCOUNT)) as peer, opened(peer.url, **QUICK) as backend:
            assert await look_up(backend)
    assert proxy.asked == []


async def test_a_certificate_that_nobody_vouches_for_is_not_believed():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    async with misbehaving(answers(200, ACCOUNT), tls=tls) as peer, opened(peer.url, timeout_seconds=2.0) as backend:
        with pytest.raises(Unavailable):
            await look_up(backend)
    assert peer.asked == []  # and so the token was not said


@pytest.mark.parametrize(
    "step",
    [
        problem(400),
        problem(401),
        problem(409, "too_late"),
        answers(200, {"id": "c-1", "name": "Asha", "email": 1, "phone": "asha@example.com"}),
        answers(200, {"id": "c-1", "name": "Asha", "email": "", "kind": "asha@example.com"}),
        answers(200, {"id": "asha@example.com", "name": "Asha", "email": "asha@example.com"}),
        answers(200, b'{"asha@example.com'),
        answers(302, b"", Location="/asha@example.com"),
    ],
)
async def test_neither_logs_nor_errors_repeat_what_the_shop_said_or_was_asked(step, monkeypatch):
    logs = []
    recorder = SimpleNamespace(warning=lambda event, **values: logs.append((event, values)))
    for module in (gateway, calls):  # capture_logs cannot reach a logger that another test has made structlog cache
        monkeypatch.setattr(module, "log", recorder)
    said = {"title": "asha@example.com", "status": 400, "detail": "asha@example.com"}
    detailed = answers(400, said, "application/problem+json")
    async with misbehaving(step, detailed) as peer, opened(peer.url, **QUICK) as backend:
        with pytest.raises(BackendError) as first:
            await backend.accounts.get("c-asha")
        with pytest.raises(BackendError) as second:
            await backend.accounts.get("c-asha")
    told = f"{logs} {first.value} {second.value}".lower()
    assert logs
    assert "asha" not in told
    assert SECRET not in told


async def test_names_go_as_one_part_of_the_path():
    async with misbehaving(*[ABSENT] * 3) as peer, opened(peer.url, **QUICK) as backend:
        for name in ("../orders/A1?x=1#y", "क/ख", "%2e%2e"):
            assert await backend.accounts.get(name) is None
        for name in ("", ".", "..", "x" * 201, "a\nb", "a\x00"):
            assert await backend.accounts.get(name) is None
    assert [each.target for each in peer.asked] == [
        "/accounts/..%2Forders%2FA1%3Fx%3D1%23y",
        "/accounts/%E0%A4%95%2F%E0%A4%96",
        "/accounts/%252e%252e",
    ]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
