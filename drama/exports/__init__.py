"""The episode as data (Programme) -> everything that goes out beside it."""
