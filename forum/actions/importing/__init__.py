"""Bringing a community from elsewhere into this forum."""
