"""Who may talk to the studio: this machine, with the token of this start, from the studio's own page or a program."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which the page may be asked for. Any other in ``Host`` is a name that was made to lead here."""

_UNKNOWN = (
    "This studio is for the person who started it. Open the link that `drama studio` printed: it holds the token.\n"
)


@dataclass(frozen=True, slots=True)
class Guard:
    """An ASGI middleware that refuses whoever is not the person at this machine, and says what a page may load."""

    app: ASGIApp
    token: str
    port: int
    script_hashes: tuple[str, ...] = ()
    """CSP hashes of the scripts that stand in the page itself."""

    @property
    def cookie(self) -> str:
        """The name of the cookie: browsers share cookies between the ports of a host."""
        return f"drama-studio-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._refusal(scope)
        headers = self._headers()
        if answer is None and self._brings_token(scope):
            headers["set-cookie"] = f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in headers.items():
                    if name != "cache-control" or name not in own:  # sounds say themselves how they are kept
                        own[name] = value
            await send(message)

        await (answer or self.app)(scope, receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host") not in self._hosts():
            return PlainTextResponse("The studio answers on this machine's own name alone.\n", 403)
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts()}:
            return PlainTextResponse("The studio answers its own page alone.\n", 403)
        if headers.get("sec-fetch-site") in {"cross-site", "same-site"} and not self._is_link(scope, headers):
            return PlainTextResponse("The studio answers its own page alone.\n", 403)
        if self._brings_token(scope):
            return None
        if not self._is_known(headers):
            return PlainTextResponse(_UNKNOWN, 403)
        return None

    def _brings_token(self, scope: Scope) -> bool:
        """Return whether this asks for the page by the printed link, which the page then takes the token out of."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        return scope["path"] == "/" and self._is_token(query.get("token", [""])[0])

    def _hosts(self) -> set[str | None]:
        return {f"{name}:{self.port}" for name in LOOPBACK}

    def _is_link(self, scope: Scope, headers: Headers) -> bool:
        """Return whether somebody followed a link to the page: a terminal's or a mail's is from another site."""
        return scope["method"] == "GET" and scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"

    def _is_known(self, headers: Headers) -> bool:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(token):
            return True
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return False
        return self.cookie in cookies and self._is_token(cookies[self.cookie].value)

    def _is_token(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def _headers(self) -> dict[str, str]:
        hashes = "".join(f" '{one}'" for one in self.script_hashes)
        return {
            "content-security-policy": (
                f"default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self'; "
                "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                "frame-ancestors 'none'"
            ),
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "cache-control": "no-store",
        }
