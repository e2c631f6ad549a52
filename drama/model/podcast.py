"""What directories of podcasts agreed on: categories, media, and the roles of people, each a closed list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
        "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
        "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
        "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
        "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
        "Government": (),
        "History": (),
        "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
        "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
        "Leisure": (
            *("Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden"),
            "Video Games",
        ),
        "Music": ("Music Commentary", "Music History", "Music Interviews"),
        "News": (
            *("Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News"),
            "Tech News",
        ),
        "Religion & Spirituality": (
            *("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"),
        ),
        "Science": (
            *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences"),
            *("Nature", "Physics", "Social Sciences"),
        ),
        "Society & Culture": (*("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),),
        "Sports": (
            *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running"),
            *("Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"),
        ),
        "Technology": (),
        "True Crime": (),
        "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    }
)
"""The categories of Apple Podcasts, and those below each (podcasters.apple.com/support/1691-apple-podcasts-categories);
the other directories take them from there."""

CATEGORY_MARK = " > "
"""Between a category and the one below it, where both are written in one text."""

MEDIA = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "course")
"""What a feed with items of its own may hold (podcast namespace 1.0, ``podcast:medium``)."""

ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "creative direction": (
            *("director", "assistant director", "executive producer", "senior producer", "producer"),
            *("associate producer", "development producer", "creative director"),
        ),
        "cast": (*("host", "co-host", "guest host", "guest", "voice actor", "narrator", "announcer", "reporter"),),
        "writing": (
            *("author", "editorial director", "co-writer", "writer", "songwriter", "guest writer", "story editor"),
            *("managing editor", "script editor", "script coordinator", "researcher", "editor", "fact checker"),
            *("translator", "transcriber", "logger"),
        ),
        "audio production": (
            *("studio coordinator", "technical director", "technical manager", "audio engineer"),
            *("remote recording engineer", "post production engineer"),
        ),
        "audio post-production": (
            *("audio editor", "sound designer", "foley artist", "composer", "theme music", "music production"),
            "music contributor",
        ),
        "administration": (
            *("production coordinator", "booking coordinator", "production assistant", "content manager"),
            *("marketing manager", "sales representative", "sales manager"),
        ),
        "visuals": ("graphic designer", "cover art designer"),
        "community": ("social media manager",),
        "misc.": ("consultant", "intern"),
        "video production": ("camera operator", "lighting designer", "camera grip", "assistant camera"),
        "video post-production": ("assistant editor",),
    }
)
"""Groups and the roles in each, of the Podcast Taxonomy (taxonomy-en.json of the podcast namespace), in lower case, for
their case does not count. Of "editor", which two groups have, the writing one is meant."""


def category_of(text: str) -> tuple[str, ...] | None:
    """Return a category of Apple's list, and the one below it, that a text names; None where it names none.

    ``"Fiction"``, ``"Fiction > Drama"`` and ``"Drama"`` are understood; letter case does not count.
    """
    wanted = " ".join(text.split()).casefold()
    for main, below in CATEGORIES.items():
        if main.casefold() == wanted:
            return (main,)
        for sub in below:
            if wanted in {sub.casefold(), f"{main}{CATEGORY_MARK}{sub}".casefold()}:
                return main, sub
    return None


def category_names() -> tuple[str, ...]:
    """Return every category as :func:`category_of` takes it, those below others with both names."""
    named = ((main, *(f"{main}{CATEGORY_MARK}{sub}" for sub in below)) for main, below in CATEGORIES.items())
    return tuple(name for names in named for name in names)


def group_of(role: str) -> str | None:
    """Return the group of a role; None for what is no role."""
    return next((group for group, roles in ROLES.items() if role.casefold() in roles), None)
