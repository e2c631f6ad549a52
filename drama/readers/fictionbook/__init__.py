"""Books in FictionBook 2 (FB2), alone or in an archive."""
