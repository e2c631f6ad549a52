"""Files on disk, whatever is in them: written whole, edited without loss, and known again.

::

    atomic    the one way to write a file: staged beside its place, flushed, renamed, swept
    edits     text files that people and several processes edit: compare and replace, with an undo journal
    written   what drama wrote itself, and so may replace
"""
