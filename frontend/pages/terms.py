"""What somebody is told who writes while newer terms wait for consent."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forum.errors import TermsChanged


def changed_terms(error: TermsChanged) -> SafeString:
    """The error with the way to the new terms, beside the form: what was typed stays there."""
    return format_html(
        '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
        str(error),
        reverse("accept_terms", args=[error.community.slug]),
        _("Read what has changed"),
    )
