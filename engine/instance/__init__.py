"""An instance (people say case): its state, and what is open in it. After definition, before task."""
