"""The forum's own kinds of matters in the review queue (`forum.review_kinds`)."""

from forum.review_kinds import register
from forum.reviews.appeals import APPEALS
from forum.reviews.first_posts import FIRST_POSTS
from forum.reviews.merges import MERGES
from forum.reviews.reported import REPORTED
from forum.reviews.terms import TERMS
from forum.reviews.translations import TRANSLATIONS


def register_kinds() -> None:
    """Called once, when the app is ready."""
    for kind in (REPORTED, FIRST_POSTS, TRANSLATIONS, TERMS, MERGES, APPEALS):
        register(kind)
