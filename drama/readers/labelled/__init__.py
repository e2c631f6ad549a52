"""Scripts in which the speaker's name stands before the words, or above them: plays, radio scripts, transcripts."""
