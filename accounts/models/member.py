"""A person with an account."""

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.names import NameKeyField


class Member(AbstractUser):
    """A member writes in `written_languages`, reads pages in `reading_language`.

    Texts in `kept_languages` (also read well) and in the reading language are left untranslated
    for this member. Language lists hold canonical BCP 47 codes. `username_key` is what all
    spellings of the user name have in common (`accounts.names`). `country_since` is when another
    country was last named; None where the first one still stands.
    """

    username = models.CharField(
        _("user name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[\w][\w.-]*$",
                _("Use letters, digits, dots, dashes and underscores, beginning with a letter."),
            )
        ],
        error_messages={"unique": _("Somebody has this name already.")},
    )
    username_key = NameKeyField(max_length=120, unique=True, editable=False)
    display_name = models.CharField(_("name shown"), max_length=60, blank=True)
    reading_language = models.CharField(_("I read pages in"), max_length=16, default="en")
    written_languages = models.JSONField(_("I write in"), default=list, blank=True)
    kept_languages = models.JSONField(_("I also read"), default=list, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    country_since = models.DateTimeField(null=True, editable=False)
    timezone = models.CharField(_("time zone"), max_length=50, default="UTC")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    @property
    def name(self) -> str:
        """What others see."""
        return self.display_name or self.username

    @property
    def languages_left_alone(self) -> frozenset[str]:
        """Languages whose texts this member reads as they were written."""
        return frozenset({*self.kept_languages, *self.written_languages, self.reading_language})
