"""Scripts of any format: their elements, and the story they make."""
