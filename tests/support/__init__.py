"""What tests share: made-up stories, books and programmes, and ears to hear the result with."""
