"""The cast file, ``voices.toml``: read, validated, and what it may say."""
