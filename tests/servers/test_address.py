"""Whose machine an address is, what an address may be, and what a key may be."""

from __future__ import annotations

import pytest

from drama.errors import AssistantError
from drama.servers.address import is_address, is_here, key, origin


@pytest.mark.parametrize(
    ("url", "host", "here"),
    [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434", True),
        ("http://LOCALHOST/v1", "http://localhost", True),
        ("http://[::1]:8080/v1", "http://[::1]:8080", True),
        ("https://models.example.com:443/v1", "https://models.example.com", False),
        ("http://127.0.0.1.example.com/v1", "http://127.0.0.1.example.com", False),
        ("http://192.168.1.4:1234/v1", "http://192.168.1.4:1234", False),
    ],
)
def test_a_host_is_told_and_whether_it_is_this_machine(url: str, host: str, here: bool) -> None:
    assert (origin(url), is_here(url)) == (host, here)
    assert is_address(url)


@pytest.mark.parametrize(
    "value",
    ["", "localhost:8080", "ftp://host/v1", "http://", "http://me:secret@host", "https://host?key=1", "https://host#x",
     "http://host:99999", "http://[::1", "http://hóst/", "http://a b/", "http://host/" + "x" * 1_000, 7, None],
)  # fmt: skip
def test_what_is_no_address_or_holds_a_secret_is_none(value: object) -> None:
    assert not is_address(value)


@pytest.mark.parametrize("secret", ["two words", "line\nbreak", "clé"])
def test_a_key_that_is_none_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("DRAMA_ASSISTANT_KEY", secret)
    with pytest.raises(AssistantError, match="DRAMA_ASSISTANT_KEY holds a space") as caught:
        key("DRAMA_ASSISTANT_KEY", AssistantError)
    assert secret not in str(caught.value)
