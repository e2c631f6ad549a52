"""Where scenes begin, and where they play."""
