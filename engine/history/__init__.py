"""History is evidence: one record a command, chained. After completion, before replay."""
