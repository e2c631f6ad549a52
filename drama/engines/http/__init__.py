"""Speech servers with an OpenAI-style ``/v1/audio/speech``, as Kokoro-FastAPI, LocalAI and others have it.

``server`` holds the settings of a server, ``client`` sends requests with retries, ``responses`` decodes the audio.
Written with the standard library: it is one POST a line, and everything else an HTTP library brings (redirects,
cookies, retries) would have to be turned off or bounded here anyway.
"""
