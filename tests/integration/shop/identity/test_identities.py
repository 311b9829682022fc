"""Whose a conversation is, and for how long."""

import pytest

from sahay.shop.identity import Identity, Login, Method, NoLogin
from tests.integration.shop.identity.world import ASHA, HOUR, MINUTE, RAVI

LASTS = {Method.PHONE: 24 * HOUR, Method.CODE: 60 * MINUTE, Method.LOGIN: 12 * HOUR}


async def grant(world, method=Method.CODE, account=ASHA):
    return await world.identities.grant("a", account.id, method, now=world.clock.now())


async def test_nobody_is_known_without_proof(world):
    assert await world.of("a") is None


@pytest.mark.parametrize("method", Method)
async def test_a_proof_lasts_for_its_time(world, method):
    granted = await grant(world, method)

    assert (granted.account_id, granted.method, granted.proved_at) == (ASHA.id, method, world.clock.now())
    world.clock.forward(LASTS[method] - 1)
    assert await world.of("a") == granted
    world.clock.forward(1)
    assert await world.of("a") is None


async def test_it_is_good_for_its_own_conversation_only(world):
    await grant(world)

    assert await world.of("b") is None


async def test_another_proof_of_the_same_account_makes_it_last_longer(world):
    await grant(world, Method.CODE)
    world.clock.forward(30 * MINUTE)
    await grant(world, Method.CODE)
    world.clock.forward(45 * MINUTE)

    assert (await world.of("a")).account_id == ASHA.id


async def test_another_proof_never_makes_it_shorter(world):
    first = await grant(world, Method.PHONE)

    assert await grant(world, Method.CODE) == first
    assert await world.of("a") == first


@pytest.mark.parametrize("later", [0, 24 * HOUR])
async def test_a_conversation_is_one_accounts_for_its_whole_life(world, later):
    """Also when the identity has ended: what was said in it is still there to be read."""
    await grant(world)
    world.clock.forward(later)

    assert await grant(world, account=RAVI) is None
    assert await world.log_in("a", world.token(RAVI)) is NoLogin.OTHER_ACCOUNT
    known = await world.of("a")
    assert known is None or known.account_id == ASHA.id


async def test_who_is_forgotten_must_prove_it_again_and_nobody_else_can(world):
    await grant(world)
    await world.identities.forget("a", now=world.clock.now())

    assert await world.of("a") is None
    assert await grant(world, account=RAVI) is None
    assert isinstance(await grant(world), Identity)


async def test_to_forget_nobody_is_fine(world):
    await world.identities.forget("a", now=world.clock.now())

    assert isinstance(await grant(world), Identity)


async def test_a_log_in_ends_with_its_token_and_not_later(world):
    ends = world.clock.now().replace(minute=59)
    granted = await world.identities.log_in("a", Login(ASHA.id, "k", ends), now=world.clock.now())

    assert granted.expires_at == ends


async def test_a_token_opens_one_conversation_however_often_it_is_told_there(world):
    token = world.token()

    assert isinstance(await world.log_in("a", token), Identity)
    assert isinstance(await world.log_in("a", token), Identity)
    assert await world.log_in("b", token) is NoLogin.NOT_BELIEVED


async def test_a_token_that_was_refused_in_anothers_conversation_still_opens_ones_own(world):
    """On a shared computer: the page begins a new conversation, and tells the token there."""
    await grant(world, account=RAVI)
    token = world.token(ASHA)

    assert await world.log_in("a", token) is NoLogin.OTHER_ACCOUNT
    assert (await world.log_in("b", token)).account_id == ASHA.id


async def test_tokens_are_forgotten_when_they_have_ended(world):
    await world.log_in("a", world.token(jti="first"))
    world.clock.forward(2 * HOUR)
    await world.log_in("b", world.token(jti="second"))

    # Nothing is left of the first: the same name in a new token is a new token.
    assert isinstance(await world.log_in("c", world.token(jti="first")), Identity)
