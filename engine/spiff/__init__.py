"""The one place that knows SpiffWorkflow.

Between definition and instance: `build` turns a read diagram into SpiffWorkflow specs, `machine` moves an instance's
tokens over them, `tokens` writes and reads what is live. Nothing outside this package imports the library.

What we take from it: task specs and their life (update, ready, run, complete, cancel), workflows and sub-workflows, process
specs. What we put in its place, by subclassing, and why, is ADR 2.
"""
