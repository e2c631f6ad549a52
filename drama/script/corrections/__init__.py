"""What is known of a line beforehand: what the source states, and a person's corrections, anchored by words."""
