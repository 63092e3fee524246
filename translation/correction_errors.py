"""What people are told who correct translations, below `core.errors`.

InvalidInput
├── NothingToTranslate      the text is in this very language
├── SameLanguage            the report says what the text claims already
├── LanguageNotOffered      nobody reads in this language here
└── CorrectionRefused       the sentence cannot be used; `fields` say which one and why
    ├── SentenceEmpty
    ├── SentenceTooLong
    ├── SentenceUnchanged
    ├── AtomsMissing        code, addresses or names are gone
    └── AtomsDoubled        or stand there too often
Conflict
├── SentenceGone            the text was edited meanwhile
└── AlreadyDecided          somebody was faster
NotPermitted
├── OwnWork                 nobody judges his own work
└── LanguagesNotSpoken      who judges says that he reads both languages
"""

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvalidInput, NotPermitted


class NothingToTranslate(InvalidInput):
    code = "nothing_to_translate"
    message = _("This was written in this very language: there is nothing to translate.")


class SameLanguage(InvalidInput):
    code = "same_language"
    message = _("This is the language it is taken for already.")


class LanguageNotOffered(InvalidInput):
    code = "language_not_offered"
    message = _("Nothing is translated into this language here.")


class CorrectionRefused(InvalidInput):
    code = "correction_refused"
    message = _("This translation cannot be used as it is.")


class SentenceEmpty(CorrectionRefused):
    message = _("Please write a translation.")


class SentenceTooLong(CorrectionRefused):
    message = _("This is too long for this sentence: at most %(most)d characters.")


class SentenceUnchanged(CorrectionRefused):
    message = _("This is what stands there already.")


class AtomsMissing(CorrectionRefused):
    message = _("Please keep this as it is in the original: %(atoms)s")


class AtomsDoubled(CorrectionRefused):
    message = _("This must stand there only as often as in the original: %(atoms)s")


class SentenceGone(Conflict):
    code = "sentence_gone"
    message = _("The text was changed meanwhile; this sentence is no longer in it.")


class AlreadyDecided(Conflict):
    code = "already_decided"
    message = _("Somebody has decided on this meanwhile.")


class OwnWork(NotPermitted):
    code = "own_work"
    message = _("Nobody judges his own work. Others will.")


class LanguagesNotSpoken(NotPermitted):
    code = "languages_not_spoken"
    message = _("To judge this, say in your profile that you read both languages.")
