"""Experts, cases, escalation, ratings. Imports search, reputation and what lies below them."""
