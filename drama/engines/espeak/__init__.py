"""eSpeak NG: its data, its phoneme alphabet, its markup, its driver."""
