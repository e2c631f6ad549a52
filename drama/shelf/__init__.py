"""Many books: which there are, where each goes in a library, rendered one after another or by many machines.

Written over the public face of drama alone, as the studio is.

::

    from drama import shelf

    found = shelf.find_books("stories", "library", shelf.BookSettings(format="m4b"))
    placed = shelf.place_books(found.books)
    records = shelf.run_shelf(placed.books)
"""

from drama.shelf.books import FORMATS, Book, BookSettings, FoundShelf, find_books, only
from drama.shelf.foresee import BookForecast, foresee
from drama.shelf.places import Placed, place_book, place_books
from drama.shelf.plan import plan_line, plan_lines
from drama.shelf.record import BookRecord, last_failure, last_record
from drama.shelf.render_book import failed_before_work, render_book
from drama.shelf.run import in_turn, run_shelf
from drama.shelf.schedulers import Scheduler, open_scheduler
from drama.shelf.snapshots import RecordedFile
from drama.shelf.standing import standing

__all__ = [
    "FORMATS",
    "Book",
    "BookForecast",
    "BookRecord",
    "BookSettings",
    "FoundShelf",
    "Placed",
    "RecordedFile",
    "Scheduler",
    "failed_before_work",
    "find_books",
    "foresee",
    "in_turn",
    "last_failure",
    "last_record",
    "only",
    "open_scheduler",
    "place_book",
    "place_books",
    "plan_line",
    "plan_lines",
    "render_book",
    "run_shelf",
    "standing",
]
