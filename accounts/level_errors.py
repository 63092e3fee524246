"""What members are told who may not do something yet, below `core.errors`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import NotPermitted

_DEEDS: dict[str, Promise] = {
    "vote_up": _("You can vote from level %(level)d on."),
    "vote_down": _("You can call posts not useful from level %(level)d on."),
    "comment": _("You can comment in threads of others from level %(level)d on."),
    "upload_files": _("You can upload images now, and other files from level %(level)d on."),
    "suggest_translation": _("You can propose translations from level %(level)d on."),
    "suggest_term": _("You can propose terms from level %(level)d on."),
}
"""What needs which level, by the name of the privilege."""
_ANYTHING = _("You can do this from level %(level)d on.")
_FIRST_STEP = _("One accepted answer is enough.")
_LATER_STEPS = _("Answers that help others take you there.")


class LevelNeeded(NotPermitted):
    """A higher level is all that is missing. `level` is the one that is needed."""

    code = "level_needed"

    def __init__(self, privilege: str, *, level: int) -> None:
        super().__init__(level=level)
        self.privilege, self.level = privilege, level

    def __str__(self) -> str:
        """What is needed, and how one gets there."""
        deed = str(_DEEDS.get(self.privilege, _ANYTHING)) % self.context
        return f"{deed} {_FIRST_STEP if self.level == 1 else _LATER_STEPS}"
