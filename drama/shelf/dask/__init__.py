"""The shelf on many machines, by Dask distributed: ``pip install '.[shelf]'``.

``kind`` connects, ``facts`` and ``check`` look at the workers before they get work, ``dispatch`` hands tasks out and
hands them out again where a worker or the scheduler ends, ``tasks`` is what runs on the workers. ``recording`` and
``books`` say what is handed out: the lines of a render in batches, or the books of a shelf.
"""
