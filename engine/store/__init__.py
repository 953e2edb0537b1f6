"""Where instances live. `port` says what a store can do, `memory` and `sql` do it; one contract suite holds both."""
