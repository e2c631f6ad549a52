"""One question sent to a chat model, and the text of its reply with what that cost.

No ``response_format`` is asked for: LM Studio 0.4 refuses ``json_object``, Ollama and llama.cpp know it, and a JSON
schema takes away the train of thought that some models answer better with. ``max_tokens`` is left out too, for newer
models of OpenAI's refuse it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from drama.assistant.prompt import messages
from drama.assistant.settings import Assistant
from drama.errors import AssistantError
from drama.model import Question
from drama.servers.requests import Response, Service, post

_MOST_BYTES = 2_000_000
"""Largest response: half a million tokens of thought."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A reply of a chat model."""

    text: str
    is_cut: bool = False
    """The server stopped it before it was at its end."""
    tokens_in: int = 0
    tokens_out: int = 0
    """What the server says it cost; 0 where it says nothing."""


def complete(assistant: Assistant, question: Question, *, wait: Callable[[float], object] = time.sleep) -> Completion:
    """Return the reply to a question. Raises :class:`AssistantError` if the server refuses, or fails in all tries."""
    request: dict[str, object] = {
        "model": assistant.model,
        "messages": messages(question),
        "temperature": 0,
        "stream": False,
    }
    service = _service(assistant)
    try:
        return post(service, request, lambda response: _completion(response, service), wait=wait)
    except AssistantError as problem:
        if "refuses: 400" not in str(problem) or "temperature" not in str(problem):
            raise
        # Reasoning models of OpenAI's take no temperature but their own.
        del request["temperature"]
        return post(service, request, lambda response: _completion(response, service), wait=wait)


def _service(assistant: Assistant) -> Service:
    return Service(
        assistant.address,
        key=assistant.key,
        section="[assistant]",
        gives="answer",
        too_much="for one question; that is no answer",
        later="what is answered is kept: ask again then",
        error=AssistantError,
        timeout_s=assistant.timeout_s,
        most_bytes=_MOST_BYTES,
        tries=assistant.tries,
    )


def _completion(response: Response, service: Service) -> Completion:
    """Return the reply in a response. Raises :class:`AssistantError` for what is none."""
    try:
        body: Any = json.loads(response.data)
    except (ValueError, RecursionError):
        head = response.data[:40]
        raise AssistantError(
            f"the server {service.host} sent {response.content_type}, which is no answer of a chat: it begins {head!r}"
        ) from None
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise AssistantError(f"the server {service.host} sent JSON that is no answer of a chat; it lacks choices")
    usage = body.get("usage")
    tokens = usage if isinstance(usage, dict) else {}
    return Completion(
        _text(message.get("content")),
        choice.get("finish_reason") == "length",
        _count(tokens.get("prompt_tokens")),
        _count(tokens.get("completion_tokens")),
    )


def _text(content: object) -> str:
    """Return the text of a message, which may come in parts; empty where there is none."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(part["text"] for part in content if isinstance(part, dict) and isinstance(part.get("text"), str))
    return ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else 0
