"""What is known of languages, for every stage.

::

    en          English as tables, and the patterns made of them: a folder like it for each language
    detection   whether a story is in English, and which of its lines are not
    codes       what languages are called: ``en-GB``, English, ``eng``
"""
