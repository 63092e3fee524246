"""Writing texts: the only way in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Community, Member
from core import languages
from core.errors import InvalidInput
from core.events import publish
from translation import memory
from translation.detection import Detected, detect, prose
from translation.errors import TextErased
from translation.events import TextChanged
from translation.masking import Sealed, mask
from translation.models import SealedFragment, Text
from translation.pipeline import RENDERER_VERSION, render_original


@transaction.atomic
def write_text(
    *,
    source: str,
    format: str,
    community: Community | None,
    author: Member | None,
    language: str | None = None,
    text: Text | None = None,
) -> Text:
    """Store a new text, or a new version of `text`, after masking.

    `language` is what the author says (any spelling); None lets it be detected, with the
    author's languages as prior. Raises InvalidInput for text that cannot be stored or rendered,
    InvalidLanguage for a language nobody knows and TextErased.
    """
    if text is not None and text.erased:
        raise TextErased
    is_new = text is None
    before = text.checksum if text else ""
    composed = compose_text(
        source=source,
        format=format,
        community=community,
        author=author,
        language=language,
        text=text,
    )
    text = composed.text
    if is_new or text.checksum != before:
        text.revision = 1 if is_new else text.revision + 1
        text.save()
    SealedFragment.objects.bulk_create(composed.fragments())
    if not is_new and text.checksum != before:
        publish(TextChanged(text_id=text.pk, checksum=text.checksum))
    return text


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it is to be stored, with what was taken out of it."""

    text: Text
    sealed: Sequence[Sealed]

    def fragments(self) -> list[SealedFragment]:
        """What was taken out, as rows; the text must have been stored."""
        return [
            SealedFragment(
                text=self.text, token=item.token, kind=item.kind, ciphertext=item.ciphertext
            )
            for item in self.sealed
        ]


def compose_text(
    *,
    source: str,
    format: str,
    community: Community | None,
    author: Member | None,
    language: str | None = None,
    author_languages: Sequence[str] | None = None,
    text: Text | None = None,
) -> Composed:
    """The text that `write_text` would store, masked, rendered and in its language.

    `author_languages` stand in for those of the author where nobody says the language. Raises
    what `write_text` raises.
    """
    masked, sealed = mask(_clean(source))
    text = text or Text(format=format, community=community, author=author)
    text.source = masked
    spoken = _languages_of(author) if author_languages is None else author_languages
    _set_language(text, language, spoken)
    _render(text)
    text.checksum = text.compute_checksum()
    return Composed(text, sealed)


@transaction.atomic
def store_texts(composed: Sequence[Composed]) -> list[Text]:
    """Store new texts at once: the same rows as by `write_text`, in three queries."""
    texts = Text.objects.bulk_create(one.text for one in composed)
    SealedFragment.objects.bulk_create(fragment for one in composed for fragment in one.fragments())
    return texts


@transaction.atomic
def correct_language(*, text: Text, language: str) -> Text:
    """Say in which language a text is really written; its translations become stale."""
    if text.erased:
        raise TextErased
    before = text.checksum
    text.language = languages.canonical(language)
    text.language_origin = Text.LanguageOrigin.AUTHOR
    text.language_confidence = 1.0
    _render(text)
    text.checksum = text.compute_checksum()
    if text.checksum != before:
        text.revision += 1
        text.save()
        publish(TextChanged(text_id=text.pk, checksum=text.checksum))
    return text


@transaction.atomic
def erase_text(*, text: Text) -> None:
    """Remove a text with its translations, jobs, sealed fragments and the memory of sentences
    that no other text contains."""
    # Texts are locked before everything that hangs from them, as where translations are stored.
    locked = Text.objects.select_for_update().filter(pk=text.pk).first()
    if locked is not None:
        memory.drop_unused(locked)
        locked.delete()


def _clean(source: str) -> str:
    """The text with line ends unified and control characters removed that no browser sends."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = "".join(
        character for character in source if character >= " " or character in "\n\t"
    ).strip("\n")
    if not cleaned.strip():
        raise InvalidInput(_("Please write something."))
    try:
        cleaned.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput(_("The text holds characters that cannot be stored.")) from error
    return cleaned


def _languages_of(author: Member | None) -> Sequence[str]:
    if author is None:
        return ()
    return list(dict.fromkeys([*author.written_languages, author.reading_language]))


def _set_language(text: Text, language: str | None, author_languages: Sequence[str]) -> None:
    if language:
        found = Detected(languages.canonical(language), 1.0, "detected")
        text.language_origin = Text.LanguageOrigin.AUTHOR
    elif text.pk and text.language_origin == Text.LanguageOrigin.AUTHOR:
        # What the author once said holds for later versions, too.
        return
    else:
        found = detect(prose(text.source, text.markup), author_languages=author_languages)
        text.language_origin = found.origin
    text.language, text.language_confidence = found.language, found.confidence


def _render(text: Text) -> None:
    rendition = render_original(text.source, text.markup, text.language)
    text.html, text.plain = rendition.html, rendition.text
    text.renderer_version = RENDERER_VERSION
