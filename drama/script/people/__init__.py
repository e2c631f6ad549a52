"""Who there is: names counted and clustered, people known by a description, mentions of both."""
