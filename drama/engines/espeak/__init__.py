"""eSpeak NG: its data files, phoneme alphabet, markup, and a pyttsx3 driver."""
