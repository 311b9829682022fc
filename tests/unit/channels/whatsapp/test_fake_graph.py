"""Whether our fake of Meta's API is like it: pywa's own client, which others wrote, works with it."""

from collections.abc import Iterator

import httpx
import pytest
from pywa import errors
from pywa.client import WhatsApp
from pywa.types.callback import Button, Section, SectionList, SectionRow

from tests.fakes_channels.graph import TOKEN, FakeGraph
from tests.fakes_channels.graph_notices import NUMBER

ASHA = "919812345678"


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph() as fake:
        yield fake


@pytest.fixture
def client(graph: FakeGraph) -> Iterator[WhatsApp]:
    with httpx.Client(base_url=graph.url, trust_env=False) as session:
        made = WhatsApp(NUMBER, TOKEN, session=session)
        session.base_url = httpx.URL(f"{graph.url}/v25.0")
        yield made


def test_texts_buttons_and_lists(graph: FakeGraph, client: WhatsApp) -> None:
    rows = [SectionRow(title=f"Order {number}", callback_data=f"order:{number}") for number in range(4)]
    sent = [
        client.send_message(ASHA, "Hello", tracker="mark"),
        client.send_message(ASHA, "Well?", buttons=[Button("Yes", "yes"), Button("No", "no")]),
        client.send_message(ASHA, "Which?", buttons=SectionList("Choose", [Section("Orders", rows)])),
    ]

    assert [each.id for each in sent] == [each.id for each in graph.sent]
    assert [len(each.choices) for each in graph.sent] == [0, 2, 4]
    assert graph.sent[0].body["biz_opaque_callback_data"] == "mark"


def test_files_up_and_down(graph: FakeGraph, client: WhatsApp) -> None:
    client.send_image(ASHA, b"\x89PNG" + bytes(50), caption="A lamp", mime_type="image/png")
    media_id = graph.sent[0].body["image"]["id"]

    assert client.get_media_url(media_id).url.endswith(media_id)
    assert client.get_media_bytes(client.get_media_url(media_id).url) == b"\x89PNG" + bytes(50)


def test_what_breaks_a_rule(client: WhatsApp) -> None:
    with pytest.raises(errors.InvalidParameter):
        client.send_message(ASHA, "x" * 5000)


def test_an_expired_token(graph: FakeGraph, client: WhatsApp) -> None:
    graph.token = "another"

    with pytest.raises(errors.ExpiredAccessToken):
        client.send_message(ASHA, "Hello")
