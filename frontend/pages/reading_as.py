"""How a draft will be read by others: translated, back again, and what is uncertain in it."""

from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from accounts.models import Community
from accounts.permissions import Actor
from accounts.queries import communities_for
from core import languages
from core.errors import InvalidInput, LingoraError, NotFound
from forum.models import Thread
from forum.queries import categories_in, languages_read, thread_for
from frontend.awaiting import failure_of, waited_for
from frontend.limits import Caller
from frontend.pages.texts import interface
from translation.actions import request_preview
from translation.actions.previews import TEXT_MAX_CHARS
from translation.models import PreviewJob
from translation.pipeline.outcome import UNCERTAIN_BELOW
from translation.routing import reachable_from

IDS = Signer(salt="frontend.pages.reading_as", sep=".")
_TOO_LONG = _("Only texts of up to %(most)d characters can be shown in another language.")
Choice = tuple[str, str]
"""A language and its name."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence of the draft with its translation (nothing where the original stays).
    `uncertain` marks it."""

    source: str
    target: str
    uncertain: bool


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A draft in another language. `uncertain` says that its readers will be warned, `waiting`
    where to ask again, `failure` why there is none."""

    lang: str
    dir: str
    html: str = ""
    back: str = ""
    sentences: tuple[Doubt, ...] = ()
    uncertain: bool = False
    waiting: str = ""
    failure: LingoraError | None = None

    @property
    def doubts(self) -> int:
        """How many sentences are uncertain."""
        return sum(sentence.uncertain for sentence in self.sentences)


def read_as(
    caller: Caller, body: str, *, source: str, target: str, community: Community | None = None
) -> ReadAs:
    """`body` (Markdown) as readers of `target` will see it in the community.

    What the same caller has asked for before is not made again. Raises nothing: why there is none
    is part of the answer.
    """
    try:
        target = languages.canonical(target)
        if len(body) > TEXT_MAX_CHARS:
            raise InvalidInput(_TOO_LONG, most=TEXT_MAX_CHARS)
        job = _asked(caller, body, source, target, community) or request_preview(
            text=body,
            format="markdown",
            source=source,
            target=target,
            back=True,
            requester=caller.key,
            community=community,
        )
    except LingoraError as error:
        return ReadAs(target, languages.direction(target), failure=error)
    return _told(waited_for(job))


def ask_again(caller: Caller, signed: str) -> ReadAs:
    """What became of a draft that took longer. Raises NotFound."""
    try:
        pk = int(IDS.unsign(signed))
    except BadSignature as error:
        raise NotFound from error
    job = PreviewJob.objects.filter(pk=pk, requester=caller.key).first()
    if job is None:
        raise NotFound
    return _told(waited_for(job))


def _asked(
    caller: Caller, body: str, source: str, target: str, community: Community | None
) -> PreviewJob | None:
    jobs = PreviewJob.objects.filter(
        requester=caller.key,
        source_language=source,
        language=target,
        back=True,
        failure="",
        community=community,
    )
    return jobs.filter(source=body).order_by("-id").first()


def _told(job: PreviewJob) -> ReadAs:
    lang, direction = job.language, languages.direction(job.language)
    if job.done is None:
        return ReadAs(lang, direction, waiting=IDS.sign(str(job.pk)))
    result: dict[str, Any] | None = job.result
    if result is None:
        return ReadAs(lang, direction, failure=failure_of(job))
    sentences = tuple(_doubt(row) for row in result["segments"])
    back, uncertain = result.get("back") or "", bool(result.get("uncertain"))
    return ReadAs(lang, direction, result["html"], back, sentences, uncertain)


def _doubt(row: dict[str, Any]) -> Doubt:
    uncertain = row["target"] is None or row["quality"] < UNCERTAIN_BELOW
    return Doubt(row["source"], row["target"] or "", uncertain)


def place_of(actor: Actor, data: dict[str, str]) -> tuple[Community | None, Thread | None]:
    """Where a draft belongs, as its form says it: `thread` or `category` by number."""
    thread, category = data.get("thread", ""), data.get("category", "")
    if thread.isdecimal() and len(thread) < 16:
        found = thread_for(actor, int(thread))
        return found.community, found
    if category.isdecimal() and len(category) < 16:
        rows = categories_in(actor, communities_for(actor))
        return next((row.community for row in rows if row.pk == int(category)), None), None
    return None, None


def targets_of(
    source: str, community: Community | None, thread: Thread | None
) -> tuple[list[Choice], list[Choice]]:
    """Languages a draft can be seen in: those read here, then the others."""
    read = _read_in(community, thread)
    here = [code for code in read if languages.is_offered(code)]
    here = [code for code in here if not languages.serves(source, code)]
    others = [code for code in reachable_from(source) if code not in here]
    return _named(here), _named(others)


def _read_in(community: Community | None, thread: Thread | None) -> list[str]:
    if community is None:
        return []
    in_thread = languages_read(community.pk, thread.pk) if thread else []
    return list(dict.fromkeys([*in_thread, *languages_read(community.pk)]))


def _named(codes: list[str]) -> list[Choice]:
    return [(code, languages.get(code).name_in(interface())) for code in codes]
