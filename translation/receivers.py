"""What the translation layer does about the news."""

from core.events import receiver
from translation.actions import refresh, refresh_older, retranslate_for_terms
from translation.events import GlossaryChanged, SentenceChanged, TextChanged
from translation.models import Text


@receiver(TextChanged)
def translate_again(news: TextChanged) -> None:
    """A changed text is wanted again in every language it existed in."""
    text = Text.objects.filter(pk=news.text_id, checksum=news.checksum).first()
    if text is not None:
        refresh(text=text)


@receiver(SentenceChanged)
def apply_sentence(news: SentenceChanged) -> None:
    """Older texts with a sentence that people corrected are put together anew."""
    refresh_older(news=news)


@receiver(GlossaryChanged)
def apply_glossary(news: GlossaryChanged) -> None:
    """Texts that hold a changed term are translated again, in the background."""
    retranslate_for_terms(news=news)
