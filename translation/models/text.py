"""Everything anyone writes: a body, a title, a category's name."""

from hashlib import sha256
from typing import cast

from django.conf import settings
from django.db import models

from core import languages
from translation.pipeline import Format as Markup


class Text(models.Model):
    """One text in the language it was written in.

    `source` is what the author typed, after masking. `html` and `plain` are rendered from it at
    write time. `checksum` covers source, format and language: a translation made for another
    checksum is stale. Of an `erased` text no word is left; every reader is told so instead.
    """

    class Format(models.TextChoices):
        MARKDOWN = "markdown"
        PLAIN = "plain"

    class LanguageOrigin(models.TextChoices):
        AUTHOR = "author"
        DETECTED = "detected"
        ASSUMED = "assumed"

    class Erased(models.TextChoices):
        NOT = ""
        BY_AUTHOR = "author"
        BY_STAFF = "staff"

    source = models.TextField()
    format = models.CharField(max_length=8, choices=Format.choices)
    language = models.CharField(max_length=16)
    language_origin = models.CharField(max_length=8, choices=LanguageOrigin.choices)
    language_confidence = models.FloatField(default=1.0)
    checksum = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    html = models.TextField()
    plain = models.TextField()
    renderer_version = models.PositiveSmallIntegerField()
    erased = models.CharField(
        max_length=6, choices=Erased.choices, default=Erased.NOT, blank=True, editable=False
    )
    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, null=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.plain[:80]

    @property
    def direction(self) -> str:
        """Writing direction of the original."""
        return languages.direction(self.language)

    @property
    def markup(self) -> Markup:
        """`format`, as the pipeline names it."""
        return cast(Markup, self.format)

    def compute_checksum(self) -> str:
        """SHA-256 over source, format and language."""
        parts = "\x00".join((self.format, self.language, self.source))
        return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
