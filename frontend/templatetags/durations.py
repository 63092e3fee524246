"""Times in words."""

from django import template

from forum.limit_errors import in_words

register = template.Library()


@register.filter
def time_in_words(seconds: int) -> str:
    """So many seconds in the largest unit that fits, rounded up."""
    return str(in_words(seconds))
