"""Season -> podcast: the feed, the show notes, the site, and the rules of the directories they are held to."""
