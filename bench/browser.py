"""A browser without pictures, many at once in one process: one request a connection, the time each took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

BOUNDARY = b"----nscl-bench"
PATIENCE = 120  # seconds: a page that takes longer is lost


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Browser:
    """Somebody's browser: `session` is the key of his session, empty for a visitor."""

    port: int
    session: str = ""

    async def get(self, page: str) -> Answer:
        return await self._ask("GET", page, b"")

    async def post(self, page: str, fields: Mapping[str, str], files: Iterable[tuple[str, str, bytes]] = ()) -> Answer:
        """`files`: the box, the name of the file, its content."""
        body = multipart({"csrfmiddlewaretoken": TOKEN, **fields}, files)
        return await self._ask("POST", page, body)

    async def _ask(self, method: str, page: str, body: bytes) -> Answer:
        start = time.perf_counter()
        raw = await asyncio.wait_for(self._exchange(method, page, body), PATIENCE)
        head, _blank, content = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        if not lines[0].startswith("HTTP/1.1 "):
            raise ConnectionError("the server hung up")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        if len(content) < int(headers.get("content-length", 0)):
            raise ConnectionError("the answer broke off")
        location = next((line.split(": ", 1)[1] for line in lines if line.lower().startswith("location: ")), "")
        return Answer(int(lines[0].split()[1]), location, content, time.perf_counter() - start)

    async def _exchange(self, method: str, page: str, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._head(method, page, len(body)) + body)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    def _head(self, method: str, page: str, length: int) -> bytes:
        session = f"; sessionid={self.session}" if self.session else ""
        lines = [
            f"{method} {page} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Connection: close",
            f"Cookie: csrftoken={TOKEN}{session}",
        ]
        if method == "POST":
            lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}", f"Content-Length: {length}"]
        return "\r\n".join([*lines, "", ""]).encode()


TOKEN = "t" * 32  # the form's own key: any will do that the cookie holds too


def multipart(fields: Mapping[str, str], files: Iterable[tuple[str, str, bytes]] = ()) -> bytes:
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode() for name, text in fields.items()]
    for name, file_name, content in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: application/pdf\r\n\r\n".encode() + content)
    return b"".join(b"--" + BOUNDARY + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + BOUNDARY + b"--\r\n"


@dataclass
class _Boxes(HTMLParser):
    """What the one form of a page that is posted sends when nothing is typed in; empty text boxes get `words`."""

    words: str
    found: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if tag == "form":
            self.inside = had.get("method") == "post" and not str(had.get("action") or "").endswith("/dang-xuat/")
        elif self.inside and (name := had.get("name")):
            if tag == "textarea":
                self.found[name] = self.words
            elif tag == "input" and had.get("type") == "hidden":
                self.found[name] = had.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def boxes_of(page: str, words: str) -> dict[str, str]:
    reader = _Boxes(words)
    reader.feed(page)
    reader.found.pop("csrfmiddlewaretoken", None)
    return reader.found
