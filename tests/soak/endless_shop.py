"""A shop of as many small pages as asked for, served by a process: ``python -m tests.soak.endless_shop ITEMS``.

It says its port on stdout and ends when its stdin is closed. A list page shows fifty items and leads to the next.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import ROOT
from tests.crawlers.small_site import item_page

PER_PAGE = 50


def body_of(path: str, items: int) -> bytes | None:
    """The page at *path*; None where there is none."""
    name, _, page = path.partition("?page=")
    if name == "/list":
        first = (int(page) - 1) * PER_PAGE
        numbers = range(first, min(items, first + PER_PAGE))
        links = "".join(f'<li><a href="/item/{number}.html">item {number}</a></li>' for number in numbers)
        onward = f'<a class="next" href="/list?page={int(page) + 1}">next</a>' if first + PER_PAGE < items else ""
        return f"<html><body><h1>All goods</h1><ul>{links}</ul>{onward}</body></html>".encode()
    if path.startswith("/item/"):
        return item_page(int(path.removeprefix("/item/").removesuffix(".html"))).encode()
    return None


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, items: int) -> None:
    while line := await reader.readline():
        while (await reader.readline()).strip():
            pass
        body = body_of(line.split()[1].decode(), items)
        status, body = ("200 OK", body) if body is not None else ("404 Not Found", b"none")
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
    writer.close()


async def _serve(items: int) -> None:
    server = await asyncio.start_server(lambda reader, writer: _answer(reader, writer, items), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


@contextmanager
def endless_shop(items: int) -> Iterator[str]:
    """Serve *items* items until the block ends; gives the origin."""
    command = [sys.executable, "-m", "tests.soak.endless_shop", str(items)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
