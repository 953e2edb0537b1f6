"""A demo office: people, and cases made by commands through the engine, so that every one of them replays."""
