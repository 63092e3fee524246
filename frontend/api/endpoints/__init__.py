"""The calls, one noun a file: parse, ask a query or call an action, serialize."""
