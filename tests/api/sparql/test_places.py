"""So many at once, and who waits is served in an order."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.sparql.places import Busy, Order, Places

PATIENCE = 60.0


def run(scene: Callable[[], Awaitable[None]]) -> None:
    async def play() -> None:
        await scene()

    asyncio.run(play())


@pytest.mark.parametrize(
    ("order", "served"),
    [(Order.OLDEST_FIRST, ["a", "b", "c", "d"]), (Order.BY_TURNS, ["d", "a", "c", "b"])],
)
def test_who_waits_is_served_in_the_order(order: Order, served: list[str]) -> None:
    async def scene() -> None:
        places, seen = Places(1, 10, order), []

        async def visit(name: str) -> None:
            await places.take(PATIENCE)
            seen.append(name)
            places.release()

        await places.take(PATIENCE)
        visits = [asyncio.ensure_future(visit(name)) for name in "abcd"]
        await asyncio.sleep(0)
        assert places.waiting == 4
        places.release()
        await asyncio.gather(*visits)
        assert seen == served

    run(scene)


def test_nobody_waits_for_ever_where_more_come_all_the_time() -> None:
    async def scene() -> None:
        places, seen = Places(1, 100, Order.BY_TURNS), []

        async def visit(name: str) -> None:
            await places.take(PATIENCE)
            seen.append(name)

        await places.take(PATIENCE)
        visits = [asyncio.ensure_future(visit("first"))]
        for number in range(10):  # a new one comes whenever one is served
            visits.append(asyncio.ensure_future(visit(str(number))))
            await asyncio.sleep(0)
            places.release()
            await asyncio.sleep(0)
        assert "first" in seen[:2]
        for left in visits:
            left.cancel()
        await asyncio.gather(*visits, return_exceptions=True)

    run(scene)


def test_a_full_queue_takes_nobody() -> None:
    async def scene() -> None:
        places = Places(1, 0, Order.OLDEST_FIRST)
        await places.take(PATIENCE)
        with pytest.raises(Busy):
            await places.take(PATIENCE)

    run(scene)


def test_patience_ends() -> None:
    async def scene() -> None:
        places = Places(1, 1, Order.OLDEST_FIRST)
        await places.take(PATIENCE)
        with pytest.raises(Busy):
            await places.take(0.01)
        assert places.waiting == 0

    run(scene)


def test_place_of_one_that_left_the_queue_is_not_lost() -> None:
    async def scene() -> None:
        places = Places(1, 5, Order.OLDEST_FIRST)
        await places.take(PATIENCE)
        leaving = asyncio.ensure_future(places.take(PATIENCE))
        staying = asyncio.ensure_future(places.take(PATIENCE))
        await asyncio.sleep(0)
        places.release()  # it is now the turn of the one that leaves in this very moment
        leaving.cancel()
        await asyncio.wait({leaving, staying}, timeout=5)
        assert leaving.cancelled()
        assert staying.done()
        assert not places.take_at_once()
        places.release()
        assert places.take_at_once()

    run(scene)
