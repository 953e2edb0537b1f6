"""The organisation as administrators read it: lists that are searched and paged, and one thing with all that belongs to it."""
