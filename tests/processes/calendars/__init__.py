"""Working calendars of the office."""
