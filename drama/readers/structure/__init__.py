"""The structure of a text: paragraphs, headings, front matter, markup, and what is not prose."""
