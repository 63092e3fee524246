"""Text in, text out, and the record of it. Knows nothing of forums."""
