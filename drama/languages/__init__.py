"""What the stages know of a language: tables and the patterns made of them, a folder for each language."""
