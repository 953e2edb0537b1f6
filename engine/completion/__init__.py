"""A completion moves an instance on: commands in, a new state and what followed out. After form, before history."""
