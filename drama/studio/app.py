"""The routes of the API and of the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from drama.errors import DramaError
from drama.studio import timeline
from drama.studio.body import read_body
from drama.studio.desk import ConflictError, Desk
from drama.studio.edits import RequestError
from drama.studio.episodes import file_response, files_shown, plan_shown, sound_file
from drama.studio.events import Events
from drama.studio.guard import Guard
from drama.studio.past import edits_shown
from drama.studio.read_edit import read_edit
from drama.studio.rendering import BusyError, Renders
from drama.studio.shelf import MissingError, Shelf
from drama.studio.sounds import Sounds, exchange
from drama.studio.texts import put_text, text_shown, texts_shown
from drama.studio.voices import voices

if TYPE_CHECKING:
    from starlette.requests import Request

PAGE = Path(__file__).parent / "page"
"""The page's own files."""

_LARGEST_BODY_BYTES = 10_000_000
"""Size limit of a JSON body: the longest text that is edited by hand."""
_LOOK_EVERY_S = 0.4
"""How often the files of the open stories are looked at for changes."""

Body: TypeAlias = Mapping[str, Any]
Handler: TypeAlias = "Callable[[Request, Body], object]"


def create_app(shelf: Shelf, events: Events, sounds: Sounds, renders: Renders, *, token: str, port: int) -> Starlette:
    """Return the studio as an ASGI application."""

    def api(path: str, handler: Handler, *methods: str) -> Route:
        return Route(path, _answering(handler), methods=list(methods or ("GET",)))

    story, timelines = partial(_with_desk, shelf), timeline.Timelines()
    routes = [
        Route("/", _index),
        api("/api/stories", lambda _request, _body: {"folder": str(shelf.folder), "stories": shelf.rows()}),
        Route("/api/stories", _answering_bytes(shelf.take), methods=["POST"]),
        api("/api/sample", lambda _request, _body: {"id": shelf.take_sample()}, "POST"),
        Route("/api/events", partial(_stream, events)),
        api("/api/stories/{story}/script", story(partial(_script, sounds))),
        api("/api/stories/{story}/unspoken", story(lambda desk, _request, _body: desk.unspoken())),
        api("/api/stories/{story}/lines/{line}/why", story(_why)),
        api("/api/stories/{story}/try", story(_try), "POST"),
        api("/api/stories/{story}/edits", story(_edit), "POST"),
        api("/api/stories/{story}/edits", story(lambda desk, *_: edits_shown(desk.files, desk.setup.voices))),
        api("/api/stories/{story}/undo", story(lambda desk, _request, body: desk.undo(*_step(body))), "POST"),
        api("/api/stories/{story}/redo", story(lambda desk, _request, body: desk.redo(*_step(body))), "POST"),
        api("/api/stories/{story}/texts", story(lambda desk, *_: texts_shown(desk))),
        api("/api/stories/{story}/texts/{which}", story(lambda desk, asked, _: text_shown(desk, _which(asked)))),
        api(
            "/api/stories/{story}/texts/{which}",
            story(lambda desk, asked, body: put_text(desk, _which(asked), body)),
            "PUT",
        ),
        api("/api/stories/{story}/plan", story(lambda desk, *_: plan_shown(desk))),
        api("/api/stories/{story}/render", story(lambda desk, *_: renders.state(desk))),
        api("/api/stories/{story}/render", story(lambda desk, _request, body: renders.start(desk, body)), "POST"),
        api("/api/stories/{story}/render", story(lambda desk, *_: renders.stop(desk)), "DELETE"),
        api(
            "/api/stories/{story}/render/scene.mp3",
            story(lambda desk, *_: sound_file(renders.preview(desk), download=False)),
        ),
        api("/api/stories/{story}/files", story(lambda desk, *_: files_shown(desk))),
        api(
            "/api/stories/{story}/files/{name:path}",
            story(lambda desk, asked, _: file_response(desk, asked.path_params["name"])),
        ),
        api("/api/stories/{story}/voices", story(lambda desk, _request, _body: voices(desk))),
        api("/api/stories/{story}/voices/{voice:path}/sound.wav", story(lambda *asked: sounds.voice(*asked[:2]))),
        api("/api/stories/{story}/lines/{line}/sound.wav", story(lambda *asked: sounds.line(*asked[:2]))),
        api("/api/stories/{story}/lines/{line}/exchange", story(lambda *asked: exchange(*asked[:2]))),
        api("/api/stories/{story}/timeline", story(lambda desk, _request, _body: timelines.timeline(desk))),
        api("/api/stories/{story}/lines/{line}/envelope", story(lambda *asked: timeline.envelope(*asked[:2]))),
        api("/api/stories/{story}/sounds", story(lambda desk, _request, _body: timeline.choices(desk))),
        api("/api/stories/{story}/sounds/{sound:path}/sound.wav", story(lambda *asked: timeline.sample(*asked[:2]))),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, token=token, port=port, script_hashes=_script_hashes()),
            Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=3),
        ],
        exception_handlers={DramaError: _refuse, Exception: _own_up},
        lifespan=partial(_watching, shelf),
    )


# ------------------------------------------------------------------ what is asked for


def _script(sounds: Sounds, desk: Desk, request: Request, _body: Body) -> object:
    since = request.query_params.get("since")
    sounds.warm(desk)
    return desk.script(None if since is None else _whole(since, "since"))


def _why(desk: Desk, request: Request, _body: Body) -> object:
    return desk.why(*_line(request))


def _line(request: Request) -> tuple[int, int | None]:
    """Return the line that an address names, and the revision whose number that is."""
    revision = request.query_params.get("revision")
    number = _whole(request.path_params["line"], "line")
    return number, None if revision is None else _whole(revision, "revision")


def _try(desk: Desk, _request: Request, body: Body) -> object:
    return desk.attempt(read_edit(body.get("edit")), _base(body))


def _edit(desk: Desk, _request: Request, body: Body) -> object:
    return desk.edit(read_edit(body.get("edit")), _base(body), anyway=body.get("anyway") is True)


def _base(body: Body) -> int | None:
    """Return the revision that a request was made on; None for the newest."""
    base = body.get("base")
    if base is None or (isinstance(base, int) and not isinstance(base, bool)):
        return base
    raise RequestError(f"base is {base!r}; it is the revision of the script that the page shows, such as 7")


def _step(body: Body) -> tuple[int | None, str | None]:
    """Return the revision that an undo or redo was asked on, and the edit it goes to; None for one step."""
    group = body.get("edit")
    if group is not None and not isinstance(group, str):
        raise RequestError(f"edit is {group!r}; it is the id of an edit, as GET …/edits lists it")
    return _base(body), group


def _which(request: Request) -> str:
    return str(request.path_params["which"])


def _whole(text: str, name: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise RequestError(f"{name} is {text!r}; it is a number such as 7")
    return int(text)


# ------------------------------------------------------------------ how it is answered


def _with_desk(shelf: Shelf, handler: Callable[[Desk, Request, Body], object]) -> Handler:
    return lambda request, body: handler(shelf.desk(request.path_params["story"]), request, body)


def _answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that gives the JSON of a request to a function, and answers with the JSON it returns."""

    async def endpoint(request: Request) -> Response:
        body = await _json(request) if request.method in {"POST", "PUT"} else {}
        answer = await run_in_threadpool(handler, request, body)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


def _answering_bytes(take: Callable[[str, bytes], str]) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that takes a file, as the body under ``?name=``."""

    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "") != "application/octet-stream":
            raise StatusError(415, "a story is sent as application/octet-stream")
        name = request.query_params.get("name", "")
        return JSONResponse({"id": await run_in_threadpool(take, name, await request.body())}, 201)

    return endpoint


class StatusError(DramaError):
    """A request that is refused with a status of its own."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


async def _json(request: Request) -> Body:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise StatusError(415, "a body is JSON, and says so: Content-Type: application/json")
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > _LARGEST_BODY_BYTES:
            raise StatusError(413, f"a body of more than {_LARGEST_BODY_BYTES // 1_000_000} MB")
    return read_body(bytes(content))


async def _refuse(_request: Request, problem: Exception) -> Response:
    """Answer with what was wrong."""
    if isinstance(problem, ConflictError):
        return JSONResponse({"error": str(problem), "conflict": problem.sides}, 409)
    return JSONResponse({"error": str(problem)}, _status(problem))


async def _own_up(_request: Request, problem: Exception) -> Response:
    """Answer that something failed which should not; where it did is printed where the studio was started."""
    words = f"a mistake in drama itself ({type(problem).__name__}: {problem}); please report what the studio printed"
    return JSONResponse({"error": words}, 500)


def _status(problem: Exception) -> int:
    if isinstance(problem, StatusError):
        return problem.status
    if isinstance(problem, BusyError):
        return 409
    return 400 if isinstance(problem, RequestError) else 404 if isinstance(problem, MissingError) else 422


async def _index(_request: Request) -> Response:
    return Response((PAGE / "index.html").read_bytes(), media_type="text/html; charset=utf-8")


async def _stream(events: Events, _request: Request) -> Response:
    return StreamingResponse(events.stream(), media_type="text/event-stream")


def _script_hashes() -> tuple[str, ...]:
    """Return the CSP hashes of the scripts in the page: its map of imports."""
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    inside = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    digests = (hashlib.sha256(text.encode()).digest() for text in inside)
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)


@asynccontextmanager
async def _watching(shelf: Shelf, _app: Starlette) -> Any:  # noqa: ANN401
    """Look at the files of the open stories as long as the studio is open."""

    async def look() -> None:
        while True:
            for desk in shelf.desks():
                await run_in_threadpool(desk.refresh)
            await anyio.sleep(_LOOK_EVERY_S)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(look)
        yield
        tasks.cancel_scope.cancel()
