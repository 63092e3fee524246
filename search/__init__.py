"""Search across languages. Imports forum and what lies below it, never reputation."""
