"""Documents with marked-up words – books, manuscripts, web pages – made into one story."""
