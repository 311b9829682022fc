"""What a shop's system has no way to do is refused as such, and nothing else is."""

from sahay.shop.backend import Capability
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.writes import NOW, WRITES, account_id


async def loyalty(backend):
    return await backend.loyalty.points(await account_id(backend))


READS = {
    Capability.DELIVERY_OPTIONS: lambda backend: backend.delivery.options(small.AHMEDABAD.pin, 500_00),
    Capability.INVOICE_DOCUMENT: lambda backend: backend.invoices.document(small.DELIVERED.view.number),
    Capability.LOYALTY: loyalty,
}
CHANGES = {write.needs: write.make for write in WRITES}


def test_every_capability_is_held_to_something():
    assert set(READS) | set(CHANGES) == set(Capability)


async def test_an_adapter_can_what_it_says(backend, adapter):
    assert backend.capabilities == frozenset(Capability) - adapter.lacks


async def test_what_it_cannot_do_is_refused_as_unsupported(backend, adapter):
    for capability in adapter.lacks & CHANGES.keys() - {Capability.WITHDRAW_RETURN}:
        refused = await CHANGES[capability](backend, "k1")
        assert isinstance(refused, Refusal), capability
        assert refused.why is Why.UNSUPPORTED, capability
    for capability in adapter.lacks & READS.keys():
        assert not await READS[capability](backend), capability


async def test_a_return_that_cannot_be_called_off_is_refused_as_unsupported(backend, adapter):
    refused = await backend.returns.withdraw("R0-1", key="k1", now=NOW)
    expected = Why.UNSUPPORTED if Capability.WITHDRAW_RETURN in adapter.lacks else Why.NOT_FOUND
    assert refused.why is expected


async def test_what_it_can_be_asked_it_answers(backend, adapter):
    for capability in READS.keys() - adapter.lacks:
        assert await READS[capability](backend), capability
