"""Script and cast file -> Cast: a voice for every speaker."""
