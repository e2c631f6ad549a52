"""How a line is spoken, and which speech tags need not be."""
