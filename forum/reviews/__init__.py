"""The forum's own kinds of matters in the review queue (`forum.review_kinds`)."""

from forum.review_kinds import register
from forum.reviews.reported import REPORTED
from forum.reviews.terms import TERMS
from forum.reviews.translations import TRANSLATIONS


def register_kinds() -> None:
    """Called once, when the app is ready."""
    for kind in (REPORTED, TRANSLATIONS, TERMS):
        register(kind)
