"""``python -m drama``: the command line."""

from drama.cli import main

main()
