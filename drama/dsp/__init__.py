"""PCM -> PCM, and measures of it: pure functions, numpy and soxr only."""
