"""Digital signal processing, PCM -> PCM, and measurements: pure functions, with numpy and soxr only."""
