"""Telling authors that what they wrote waits for review."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forum.models import Post


def tell_where_it_waits(request: HttpRequest, post: Post) -> None:
    """Say so on the next page, where it is so."""
    if post.visibility == Post.Visibility.REVIEW:
        text = _(
            "Thank you! First posts are looked at before others see them. You will be told as "
            "soon as yours is published; until then you can change it here."
        )
        messages.info(request, text)
