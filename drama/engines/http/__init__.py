"""Servers that speak: an OpenAI-style ``/v1/audio/speech``, as Kokoro-FastAPI, LocalAI and others have it.

``server`` is what a voice's options say of one, ``asking`` one question and its answer, ``answers`` what the bytes are.
Written with the standard library: it is one POST a line, and of what an HTTP library brings (redirects, cookies,
retries) all would have to be turned off or bounded here anyway.
"""
