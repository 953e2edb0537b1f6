"""The office: who works in it, what it offers, its letters; one module a service. It imports the engine, not the web."""
