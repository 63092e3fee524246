"""Mails to visitors who reported a post: that it arrived, and what was decided and why.

In the language in which the report was made. Sent at least once, with the same Message-ID each
time, so that mail programs show one of two.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _, override

from core import languages
from core.events import receiver
from forum.events import FlagDecided, FlagRaised
from forum.models import Flag
from translation.queries import Reader, Side, render as render_texts


@receiver(FlagRaised)
def confirm_report(news: FlagRaised) -> None:
    _send(news.flag_id, decided=False)


@receiver(FlagDecided)
def tell_decision(news: FlagDecided) -> None:
    _send(news.flag_id, decided=True)


def _send(flag_id: int, *, decided: bool) -> None:
    rows = Flag.objects.select_related("post__thread__community", "statement").exclude(email="")
    flag = rows.filter(pk=flag_id).first()
    if flag is None:
        return
    interface = languages.interface_language(flag.language)
    with languages.using(flag.language), override(interface):
        _letter(flag, languages.get(interface), decided=decided).send()


def _letter(flag: Flag, interface: languages.Language, *, decided: bool) -> EmailMultiAlternatives:
    subject = _("What we decided about your report") if decided else _("We have your report")
    context = {
        "flag": flag,
        "decided": decided,
        "subject": subject,
        "interface": interface,
        "community": flag.post.thread.community,
        "statement": _reasons(flag) if decided else None,
        "url": settings.PUBLIC_URL + reverse("flag_status", args=[flag.token]),
    }
    letter = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("mail/flag.txt", context),
        to=[flag.email],
        headers={"Message-ID": _message_id(flag, decided), "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("mail/flag.html", context), "text/html")
    return letter


def _reasons(flag: Flag) -> Side | None:
    """The reasons as whoever reported reads them."""
    if flag.statement is None:
        return None
    return render_texts([flag.statement], Reader(language=flag.language))[flag.statement.pk].shown


def _message_id(flag: Flag, decided: bool) -> str:
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return f"<report-{flag.pk}-{'decision' if decided else 'receipt'}@{host}>"
