"""Files on disk, without knowledge of their content: atomic writes, safe edits, and parts of messages.

::

    atomic           the one way to write a file: staged beside its place, flushed, renamed, swept
    text_edits       edits of text files by people and several processes: compare and replace, with undo and redo;
                     edit_journal: the rows these go by; edit_labels: what an edit is called, and by whom it is
    text_merge       what two people made of one text, as one text: three-way, by words
    written          records of the files drama wrote, which alone it may replace
    inputs           reading of files that users name, with limits
    toml_edit        edits of TOML that keep comments and order; toml_positions: the line of every key
    messages, text   parts of messages; text made safe to show
"""
