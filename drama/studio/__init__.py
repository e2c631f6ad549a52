"""The studio: a page in the browser that reads and edits a story's text files, served on this machine alone.

:func:`drama.studio.server.serve` starts it. Of drama it uses what any program may use: the public functions.
"""
