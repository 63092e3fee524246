"""Pages of the tools for threads: each asks, then calls one action, which checks again."""
