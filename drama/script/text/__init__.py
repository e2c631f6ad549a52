"""What the stages of the script pass to each other: spans, sentences, spoken text, the narration's point of view."""
