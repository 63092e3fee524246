"""Guides and landing pages beside the forum. Imports what lies below it, never frontend."""
