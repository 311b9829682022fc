"""Customers: what the desk shows of them, which are one, who is not answered."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from sahay.desk.audit import Search
from sahay.desk.contacts import ContactNotFound, MergeRefused
from sahay.desk.orders import FRESH
from sahay.domain.conversation import Owner
from sahay.shop.tables import verification_attempt
from tests.integration.desk.console.conftest import BY_ASHA, World
from tests.integration.shop.contract.small_shop import ASHA


async def prove(world: World, conversation_id: str, number: str, *, proved: bool) -> None:
    row = {"conversation_id": conversation_id, "message_id": "m", "order_number": number, "contact_key": "k"}
    async with world.store.database.write() as connection:
        await connection.execute(insert(verification_attempt).values(**row, at=world.clock.now(), proved=proved))


async def test_a_customer_over_all_their_conversations(world: World) -> None:
    await world.conversation("old", contact="p", language="hi", topic="refund")
    await world.console.tags.put("old", ["vip"])
    await world.conversation("new", contact="p", channel="telegram")
    await world.conversation("other", contact="q")
    await world.console.contacts.edit("p", {"name": "Asha Patel", "phone": "+919825012345"}, BY_ASHA)

    profile = await world.profile("new")
    assert (profile["name"], profile["phone"], profile["email"]) == ("Asha Patel", "+919825012345", None)
    assert [past["id"] for past in profile["conversations"]] == ["new", "old"]
    assert (profile["languages"], profile["channels"], profile["tags"]) == (["en", "hi"], ["telegram", "web"], ["vip"])
    assert (await world.console.views.card("old"))["customer"] == "Asha Patel"


async def test_without_a_name_a_customer_is_called_by_the_conversation(world: World) -> None:
    await world.conversation("4fJx0a1bC2d3")

    assert (await world.console.views.card("4fJx0a1bC2d3"))["customer"] == "Customer 4fJx0a"


@pytest.mark.parametrize("order_number", [None, "A1001"])
async def test_a_number_that_somebody_typed_tells_no_order(world: World, order_number: str | None) -> None:
    await world.conversation("c1", "A1001 and asha@example.com", order_number=order_number)
    await prove(world, "c1", "A1001", proved=False)
    await world.console.contacts.edit("of-c1", {"email": ASHA.email, "phone": ASHA.phone}, BY_ASHA)

    profile = await world.profile("c1")
    assert (profile["orders"], profile["verified"]) == ([], False)


async def test_a_proved_order_is_shown_and_no_other(world: World) -> None:
    await world.conversation("c1")
    await prove(world, "c1", "A1001", proved=True)

    assert [order["number"] for order in (await world.profile("c1"))["orders"]] == ["A1001"]


async def test_who_has_logged_in_has_their_orders_and_name(world: World) -> None:
    await world.conversation("c1")
    await world.log_in("c1", ASHA.id)

    profile = await world.profile("c1")
    assert "A1004" in [order["number"] for order in profile["orders"]]
    assert "B1008" not in [order["number"] for order in profile["orders"]]
    assert (profile["name"], profile["verified"]) == ("Asha Patel", True)


async def test_a_proof_in_another_conversation_tells_nothing_here(world: World) -> None:
    await world.conversation("c1", contact="p")
    await world.log_in("c1", ASHA.id)
    await world.conversation("c2", contact="p")

    assert (await world.profile("c2"))["orders"] == []


async def test_an_identity_that_has_ended_shows_no_orders_any_more(world: World) -> None:
    await world.conversation("c1")
    await world.log_in("c1", ASHA.id)
    assert (await world.profile("c1"))["orders"]
    world.clock.forward((timedelta(days=400) + FRESH).total_seconds())

    assert (await world.profile("c1"))["orders"] == []


async def test_two_contacts_become_one_and_two_again(world: World) -> None:
    for name in ("one", "two", "three"):
        await world.conversation(f"c-{name}", contact=name)
    await world.console.contacts.edit("one", {"name": "Asha", "email": "asha@example.com"}, BY_ASHA)
    await world.console.contacts.merge("one", "two", BY_ASHA)
    await world.console.contacts.merge("two", "three", BY_ASHA)

    merged = await world.profile("c-three")
    assert (merged["id"], merged["name"], merged["email"]) == ("three", "Asha", "asha@example.com")
    assert [past["id"] for past in merged["conversations"]] == ["c-three", "c-two", "c-one"]
    assert {each["id"] for each in merged["merged"]} == {"one", "two"}
    assert (await world.console.views.card("c-one"))["contact"]["id"] == "three"

    await world.console.contacts.unmerge("two", BY_ASHA)
    assert [past["id"] for past in (await world.profile("c-three"))["conversations"]] == ["c-three"]
    assert [past["id"] for past in (await world.profile("c-one"))["conversations"]] == ["c-two", "c-one"]


async def test_a_contact_is_merged_with_another_one_once(world: World) -> None:
    for name in ("one", "two"):
        await world.conversation(f"c-{name}", contact=name)
    await world.console.contacts.merge("one", "two", BY_ASHA)

    for contact, into in (("one", "two"), ("two", "one"), ("one", "one")):
        with pytest.raises(MergeRefused):
            await world.console.contacts.merge(contact, into, BY_ASHA)
    with pytest.raises(MergeRefused):
        await world.console.contacts.unmerge("two", BY_ASHA)
    with pytest.raises(ContactNotFound):
        await world.console.contacts.merge("one", "nobody", BY_ASHA)


async def test_what_is_forgotten_of_a_customer_no_merged_contact_says(world: World) -> None:
    for name in ("one", "two"):
        await world.conversation(f"c-{name}", contact=name)
        await world.console.contacts.edit(name, {"email": f"{name}@example.com"}, BY_ASHA)
    await world.console.contacts.merge("one", "two", BY_ASHA)
    await world.console.contacts.edit("two", {"email": None}, BY_ASHA)

    assert (await world.profile("c-two"))["email"] is None


async def test_who_is_blocked_leaves_the_queue_in_all_conversations(world: World) -> None:
    await world.waiting("c1", contact="p")
    await world.waiting("c2", contact="q")
    await world.waiting("c3", contact="r")
    await world.console.contacts.merge("q", "p", BY_ASHA)
    await world.console.contacts.block("p", BY_ASHA)

    async with world.store.snapshot() as snapshot:
        assert [each.id for each in await snapshot.queue()] == ["c3"]
        assert (await snapshot.conversation("c1")).owner is Owner.BOT
    assert (await world.profile("c2"))["blocked"]
    assert not (await world.profile("c3"))["blocked"]


async def test_a_blocked_contact_stays_blocked_when_it_is_merged_into_another(world: World) -> None:
    await world.conversation("c1", contact="p")
    await world.waiting("c2", contact="q")
    await world.console.contacts.block("p", BY_ASHA)
    await world.console.contacts.merge("p", "q", BY_ASHA)

    assert (await world.profile("c2"))["blocked"]
    await world.console.contacts.unblock("p", BY_ASHA)
    assert not (await world.profile("c2"))["blocked"]
    assert not (await world.profile("c1"))["blocked"]


async def test_who_changed_a_customer_is_in_the_audit_log_without_what_was_changed(world: World) -> None:
    await world.conversation("c1", contact="p")
    await world.conversation("c2", contact="q")
    await world.console.contacts.edit("p", {"name": "Asha Patel", "email": None}, BY_ASHA)
    await world.console.contacts.block("p", BY_ASHA)
    await world.console.contacts.unblock("p", BY_ASHA)
    await world.console.contacts.merge("p", "q", BY_ASHA)
    await world.console.contacts.unmerge("p", BY_ASHA)

    entries = (await world.audit.search(Search(action="contact")))[:5]  # on PostgreSQL, earlier tests' are behind them
    assert [(entry.action, entry.target_id, dict(entry.facts)) for entry in reversed(entries)] == [
        ("contact.edited", "p", {"fields": ["email", "name"]}),
        ("contact.blocked", "p", {}),
        ("contact.unblocked", "p", {}),
        ("contact.merged", "q", {"merged": "p"}),
        ("contact.parted", "q", {"parted": "p"}),
    ]
    assert {entry.actor.id for entry in entries} == {"asha"}
