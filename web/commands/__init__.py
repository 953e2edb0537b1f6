"""The commands of the console, one a module: each does its work, prints, and returns the exit code."""
