#!/usr/bin/env bash
# feedgen 1.0.0: what its podcast extension takes for itunes:explicit, of a podcast and of an episode.
#
# Expected: "true" and "false", the two values that A Podcaster's Guide to RSS (Apple) and PSP-1 name.
# Seen: both are refused; it takes "yes", "no" and "clean", which these documents no longer know:
#     true   ValueError: Invalid value for explicit tag
#     false  ValueError: Invalid value for explicit tag
#     yes    taken
#     no     taken
#     clean  taken
# Nor does it write anything of the podcast namespace (https://podcastindex.org/namespace/1.0).
# Cure: write the feed otherwise, or put the element in with an extension of one's own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet feedgen==1.0.0
"$work/venv/bin/python" - <<'PY'
from feedgen.feed import FeedGenerator

feed = FeedGenerator()
feed.load_extension("podcast")
feed.title("Harbour Tales")
feed.link(href="https://example.org/")
feed.description("A harbour.")
episode = feed.add_entry()
episode.title("The Ferry")


def taken(tag, value):
    try:
        tag(value)
    except ValueError as problem:
        return f"ValueError: {problem}"
    return "taken"


found = {}
for value in ("true", "false", "yes", "no", "clean"):
    podcast, item = taken(feed.podcast.itunes_explicit, value), taken(episode.podcast.itunes_explicit, value)
    assert podcast == item, (value, podcast, item)
    found[value] = podcast
    print(f"{value:6} {podcast}")
refused = "ValueError: Invalid value for explicit tag"
assert found == {"true": refused, "false": refused, "yes": "taken", "no": "taken", "clean": "taken"}, found
assert "podcastindex.org" not in feed.rss_str().decode()
PY
