"""Speech servers with an OpenAI-style ``/v1/audio/speech``, as Kokoro-FastAPI, LocalAI and others have it.

``server`` holds the settings of a server, ``client`` says what is asked of it, ``responses`` decodes the audio.
"""
