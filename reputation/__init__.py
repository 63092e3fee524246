"""Credit for those who share. Imports forum and what lies below it, never search."""
