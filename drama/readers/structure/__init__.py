"""What the parts of a text are: paragraphs, headings, front matter, markup, what is not prose."""
