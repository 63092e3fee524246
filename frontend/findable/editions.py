"""In which languages a thread exists, and where.

A thread exists in a language once its title and its opening post can be read in it: as they were
written or translated. Until then its page in that language says what is missing and points search
engines to the original.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from core import languages
from core.languages import Language
from core.slugs import slug_of
from forum.models import Post, Thread
from translation.models import Text, Translation


@dataclass(frozen=True, slots=True)
class Edition:
    """A thread in one of the offered languages; `title` is plain text in it."""

    language: Language
    title: str
    thread_id: int

    @property
    def url(self) -> str:
        with languages.using(self.language.code):
            return settings.PUBLIC_URL + reverse("thread", args=[self.thread_id, self.slug])

    @property
    def slug(self) -> str:
        return slug_of(self.title)


def editions(thread: Thread, opening: Text) -> list[Edition]:
    """The languages in which a thread exists, in the order offered. One query."""
    return editions_of([(thread, opening)])[thread.pk]


def editions_of(threads: Iterable[tuple[Thread, Text]]) -> dict[int, list[Edition]]:
    """The same for several threads, each with the text of its opening post, by the thread's id."""
    pairs = list(threads)
    texts = {text.pk for thread, opening in pairs for text in (thread.title, opening)}
    titles: dict[int, dict[str, str]] = {}
    rows = Translation.objects.filter(text__in=texts, withheld=False)
    for text, language, plain in rows.values_list("text", "language", "plain"):
        titles.setdefault(text, {})[language] = plain
    return {
        thread.pk: [
            edition
            for language in languages.offered()
            if (edition := _edition(thread, opening, language, titles))
        ]
        for thread, opening in pairs
    }


def _edition(
    thread: Thread, opening: Text, language: Language, found: Mapping[int, Mapping[str, str]]
) -> Edition | None:
    title = _said(thread.title, language.code, found.get(thread.title_id, {}))
    if not title or not _said(opening, language.code, found.get(opening.pk, {})):
        return None
    return Edition(language, title, thread.pk)


def _said(text: Text, code: str, translations: Mapping[str, str]) -> str:
    """What a text says in a language, or nothing."""
    if languages.serves(text.language, code):
        return text.plain
    near = (one for one in translations if languages.serves(one, code))
    return translations.get(code) or translations.get(next(near, ""), "")


def opening_of(thread: Thread) -> Text | None:
    """The text of the opening post, if it is public."""
    rows = Post.objects.filter(
        thread=thread, kind=Post.Kind.OPENING, visibility=Post.Visibility.PUBLIC
    )
    post = rows.select_related("body").first()
    return post.body if post else None
