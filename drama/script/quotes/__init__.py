"""What is speech: quotation marks, and quotes that nobody says there."""
