"""A bad line between browsers and the app: a TCP proxy that drops, delays, falls silent and lets nobody through."""

import asyncio
import contextlib
import threading
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass
from random import Random
from typing import Self

# How often a line that is silent looks whether it still is, in seconds.
LOOK = 0.05
# One read, in bytes: small, so that a slow line is slow for a short answer too.
CHUNK = 1024


@dataclass(frozen=True, slots=True)
class Weather:
    """How the line is now. `drops`: a connection dies at a random byte, at the latest after so many."""

    latency: float = 0.0  # seconds, each way
    bytes_per_second: float = float("inf")
    drops: int | None = None
    is_silent: bool = False  # connections stay, and nothing goes through
    is_cut: bool = False  # connections are gone, and none can be had


CLEAR = Weather()


class Proxy:
    """Listens on a port of its own, in a thread of its own, and passes everything on to `target`."""

    def __init__(self, target: int, random: Random) -> None:
        self._target = target
        self._random = random
        self._weather = CLEAR
        self._clearing: asyncio.TimerHandle | None = None
        self._open: set[StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        listening = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def become(self, weather: Weather, seconds: float | None = None) -> None:
        """For so long, and then clear again; without `seconds` until it becomes something else."""
        self._loop.call_soon_threadsafe(self._become, weather, seconds)

    def _become(self, weather: Weather, seconds: float | None) -> None:
        if self._clearing:
            self._clearing.cancel()
        self._clearing = self._loop.call_later(seconds, self._become, CLEAR, None) if seconds else None
        self._weather = weather
        if weather.is_cut:
            self._abort(*self._open)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        if self._weather.is_cut:
            self._abort(writer)
            return
        try:
            upstream, onward = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:  # the app is away
            self._abort(writer)
            return
        self._open |= {writer, onward}
        await asyncio.gather(self._pump(reader, onward, writer), self._pump(upstream, writer, onward))
        self._open -= {writer, onward}

    async def _pump(self, reader: StreamReader, writer: StreamWriter, back: StreamWriter) -> None:
        """One direction of a connection; when it ends, the other does too."""
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                await self._delay(len(data))
                data, is_last = self._drop(data)
                writer.write(data)
                await writer.drain()
                if is_last:
                    break
        self._abort(writer, back)

    async def _delay(self, size: int) -> None:
        await asyncio.sleep(self._weather.latency + size / self._weather.bytes_per_second)
        while self._weather.is_silent:
            await asyncio.sleep(LOOK)

    def _drop(self, data: bytes) -> tuple[bytes, bool]:
        """What still arrives of it, and whether it is the last that does."""
        if self._weather.drops is None:
            return data, False
        at = self._random.randrange(self._weather.drops)
        return data[:at], at < len(data)

    @staticmethod
    def _abort(*writers: StreamWriter) -> None:
        for writer in writers:
            writer.transport.abort()

    async def _close(self) -> None:
        self._server.close()
        self._become(Weather(is_cut=True), None)
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
