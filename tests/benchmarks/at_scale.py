"""Gunicorn's settings for the bench: the shipped ones, and nobody does what goes on by itself, which has a part of its own."""

from web import gunicorn

globals().update({name: value for name, value in vars(gunicorn).items() if name != "post_worker_init"})
