"""The assistant: doubtful lines put as questions to a chat model or to a person, and their answers taken back.

``questions`` and ``people`` make the questions of a script, ``prompt`` puts them to a model, ``client`` sends one,
``interview`` all of them, ``replies`` reads what comes back, ``kept`` keeps it beside the story, ``review`` writes the
same questions as a file. An answer is one label of a closed list; anything else is thrown away, whatever it says.
"""
