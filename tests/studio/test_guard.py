"""Who may talk to the studio, and what its page may load."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.studio import Client, served

from drama.studio.desk import Setup
from drama.studio.server import Studio, StudioError

PLACES = ("/", "/page/app.js", "/api/stories", "/api/events")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(folder=tmp_path_factory.mktemp("shelf")) as client:
        yield client


@pytest.mark.parametrize("path", PLACES)
def test_nobody_gets_anything_without_the_token(studio: Client, path: str) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {studio.token[:-1]}"},
        {"Authorization": f"Basic {studio.token}"},
        {"Cookie": f"drama-studio-{studio.port}=x"},
        {"Cookie": f"drama-studio-{studio.port + 1}={studio.token}"},
        {"Cookie": "\x7f;;=\xff"},
    ):
        answer = studio("GET", path, headers=headers, is_known=False)
        assert answer.status == 403
        assert studio.token.encode() not in answer.content


def test_the_printed_link_gives_the_page_a_cookie_that_scripts_cannot_read(studio: Client) -> None:
    answer = studio("GET", f"/?token={studio.token}", is_known=False)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    cookie = answer.headers["set-cookie"]
    assert cookie == f"drama-studio-{studio.port}={studio.token}; Path=/; HttpOnly; SameSite=Strict"
    known = {"Cookie": cookie.partition(";")[0]}
    assert studio("GET", "/api/stories", headers=known, is_known=False).status == 200
    assert studio("GET", "/?token=wrong", is_known=False).status == 403


@pytest.mark.parametrize(
    "host", ["example.org", "drama.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::2]:{port}", ""]
)
def test_another_name_that_leads_here_is_refused(studio: Client, host: str) -> None:
    answer = studio("GET", "/api/stories", headers={"Host": host.format(port=studio.port)})
    assert answer.status == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_the_names_of_this_machine_are_answered(studio: Client, host: str) -> None:
    assert studio("GET", "/api/stories", headers={"Host": f"{host}:{studio.port}"}).status == 200


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1", "https://127.0.0.1:{port}"])
def test_a_page_of_another_origin_can_neither_read_nor_change_anything(studio: Client, origin: str) -> None:
    elsewhere = {"Origin": origin.format(port=studio.port)}
    for method in ("GET", "POST", "OPTIONS"):
        answer = studio(method, "/api/stories", headers=elsewhere)
        assert answer.status == 403
        assert not any(name.startswith("access-control") for name in answer.headers)


def test_a_browser_that_says_a_request_is_from_elsewhere_is_refused(studio: Client) -> None:
    for site in ("cross-site", "same-site"):
        assert studio("GET", "/api/stories", headers={"Sec-Fetch-Site": site}).status == 403
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert studio("GET", f"/?token={studio.token}", headers=link, is_known=False).status == 200


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
def test_what_a_form_can_post_is_no_request(studio: Client, kind: str) -> None:
    for path in ("/api/stories?name=a.txt", "/api/stories/a.txt/edits"):
        assert studio("POST", path, b"{}", headers={"Content-Type": kind}).status == 415


def test_the_page_may_load_nothing_from_elsewhere_and_stand_in_no_other_page(studio: Client) -> None:
    for path in PLACES[:3]:
        policy = studio("GET", path).headers["content-security-policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["frame-ancestors"] == "'none'"
        sources = {source for rule in rules.values() for source in rule.split()}
        assert {source for source in sources if not source.startswith("'sha256-")} == {"'none'", "'self'", "blob:"}


@pytest.mark.parametrize("path", ["/page/../app.py", "/page/%2e%2e/app.py", "/page//etc/passwd", "/page/..%5capp.py"])
def test_only_the_page_s_own_files_are_served(studio: Client, path: str) -> None:
    assert studio("GET", path).status == 404


def test_it_listens_on_the_loopback_interface_alone(studio: Client) -> None:
    with pytest.raises(OSError, match=r".*"):
        http.client.HTTPConnection("127.0.0.2", studio.port, timeout=2).request("GET", "/")


def test_a_port_that_is_taken_is_named(studio: Client) -> None:
    with pytest.raises(StudioError, match=f"port {studio.port}"):
        Studio((), Path(), setup=Setup(), port=studio.port)
