"""What the exchange format holds: one class per file, checked field by field.

Every record has a `key` of its own within its kind; other records name it by this key. Texts are
Markdown, moments have a time zone and lie in the past, languages are BCP 47 tags; a language that
is left out or that nobody knows is recognised from the text.
"""

import unicodedata
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Final, Literal

from babel import Locale
from django.utils import timezone
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from accounts.models import Community, Membership
from core import languages
from forum.actions.checks import BODY_MAX_CHARS, TITLE_MAX_CHARS
from forum.models import Category, Post, Thread, Vote

FORMAT: Final = "lingora-exchange"
VERSION: Final = 1
KEY_MAX_CHARS = 120
ITEMS_MAX = 10_000
"""Votes, revisions or options of one post."""
CLOCKS_DIFFER = timedelta(minutes=5)


def _storable(text: str) -> str:
    if any(character < " " for character in text):
        raise ValueError("control characters (such as NUL) do not belong here")
    return text


def _past(moment: datetime) -> datetime:
    if moment > timezone.now() + CLOCKS_DIFFER:
        raise ValueError("this moment is in the future")
    return moment


def _tag(tag: str) -> str:
    try:
        code = languages.canonical(tag)
    except languages.InvalidLanguage:
        return ""
    return "" if code == languages.UNKNOWN else code


def _slug(slug: str) -> str:
    # As `SlugField(allow_unicode=True)` has it, and marks, as `core.slugs` makes them.
    if not all(one in "-_" or unicodedata.category(one)[0] in "LNM" for one in slug):
        raise ValueError("a slug has letters, digits, hyphens and underscores only")
    return slug


def _country(code: str) -> str:
    if code and code.upper() not in Locale("en").territories:
        raise ValueError("not a country of ISO 3166")
    return code.upper()


def _nothing(value: Any) -> Any:
    return "" if value is None else value


Line = Annotated[str, AfterValidator(_storable)]
Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=KEY_MAX_CHARS),
    AfterValidator(_storable),
]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]
WideSlug = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(_slug)]
Title = Annotated[Line, StringConstraints(min_length=1, max_length=TITLE_MAX_CHARS)]
Short = Annotated[Line, StringConstraints(max_length=300)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=BODY_MAX_CHARS)]
Moment = Annotated[AwareDatetime, AfterValidator(_past)]
Language = Annotated[str, BeforeValidator(_nothing), AfterValidator(_tag)]
Country = Annotated[str, StringConstraints(max_length=2), AfterValidator(_country)]


class Record(BaseModel):
    """Base: unknown fields are refused, because they are mostly known ones misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(Record):
    """Base of what stands in a file of its own. `kind` names it everywhere."""

    kind_name: ClassVar[str]
    key: Key


class CommunityRecord(Record):
    """The community itself, in the manifest."""

    slug: Slug
    name: Annotated[Line, StringConstraints(min_length=1, max_length=100)]
    description: Short = ""
    languages: list[Language] = []
    visibility: Community.Visibility = Community.Visibility.PUBLIC


class Manifest(Record):
    """The file `lingora.json`."""

    format: Literal["lingora-exchange"] = FORMAT
    version: Literal[1] = VERSION
    source: Key | None = None
    community: CommunityRecord | None = None
    exported: AwareDatetime | None = None


class MemberRecord(Item):
    """Somebody who wrote or voted. `role` counts only where the operator says so."""

    kind_name = "member"
    username: Annotated[Line, StringConstraints(min_length=1, max_length=150)]
    display_name: Annotated[Line, StringConstraints(max_length=150)] = ""
    email: Annotated[Line, StringConstraints(max_length=254)] = ""
    reading_language: Language = ""
    written_languages: list[Language] = []
    country: Country = ""
    role: Membership.Role = Membership.Role.MEMBER
    created: Moment | None = None
    url: Annotated[Line, StringConstraints(max_length=500)] = ""


class CategoryRecord(Item):
    """A category; `parent` is the key of another one."""

    kind_name = "category"
    slug: Slug
    name: Title
    language: Language = ""
    description: Annotated[str, StringConstraints(max_length=2000)] = ""
    parent: Key | None = None
    kinds: list[Thread.Kind] = [Thread.Kind.QUESTION, Thread.Kind.DISCUSSION]
    several_solutions: bool = False
    position: Annotated[int, Field(ge=0, le=32767)] = 0
    visibility: Category.Visibility = Category.Visibility.PUBLIC


class TagRecord(Item):
    """A tag."""

    kind_name = "tag"
    slug: WideSlug
    name: Title
    language: Language = ""


class ProductRecord(Item):
    """A product."""

    kind_name = "product"
    slug: WideSlug
    name: Title
    language: Language = ""
    position: Annotated[int, Field(ge=0, le=32767)] = 0
    retired: bool = False


class UploadRecord(Item):
    """A file that posts show by `lingora:upload/KEY`; `file` is its path in the archive."""

    kind_name = "upload"
    file: Annotated[Line, StringConstraints(min_length=1, max_length=400)]
    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    member: Key | None = None


class ThreadRecord(Item):
    """A thread; its opening post is among the posts."""

    kind_name = "thread"
    category: Key
    title: Title
    kind: Thread.Kind = Thread.Kind.QUESTION
    language: Language = ""
    author: Key | None = None
    country: Country = ""
    urgency: Annotated[int, Field(ge=0, le=2)] = 0
    product: Key | None = None
    product_version: Annotated[Line, StringConstraints(max_length=40)] = ""
    tags: list[Key] = []
    state: Thread.State | None = None
    closed: bool = False
    locked: bool = False
    pinned: bool = False
    visibility: Thread.Visibility = Thread.Visibility.PUBLIC
    created: Moment


class RevisionRecord(Record):
    """What a post said before it was edited; `title` where the edit changed that."""

    source: Body
    language: Language = ""
    title: Annotated[Line, StringConstraints(max_length=TITLE_MAX_CHARS)] = ""
    editor: Key | None = None
    created: Moment | None = None


class VoteRecord(Record):
    """Who found a post useful (1) or not (-1)."""

    member: Key
    value: Literal[1, -1] = 1
    reason: Vote.Reason | Literal[""] = ""
    created: Moment | None = None


class OptionRecord(Record):
    """A choice of a poll, with who chose it where that is known, else with how many."""

    text: Title
    language: Language = ""
    votes: Annotated[int, Field(ge=0, le=10**9)] = 0
    members: Annotated[list[Key], Field(max_length=ITEMS_MAX)] = []


class PollRecord(Record):
    """The poll in a post."""

    multiple: bool = False
    closes: AwareDatetime | None = None
    voters: Annotated[int, Field(ge=0, le=10**9)] = 0
    options: Annotated[list[OptionRecord], Field(min_length=1, max_length=100)]


class PostRecord(Item):
    """A post. Without `kind` the first of a thread opens it and the others are answers in a
    question, comments elsewhere. `score` is the sum of votes that name nobody; `votes` come on top
    of it."""

    kind_name = "post"
    thread: Key
    body: Body
    kind: Post.Kind | None = None
    number: Annotated[int, Field(ge=1, le=10**9)] | None = None
    language: Language = ""
    author: Key | None = None
    reply_to: Key | None = None
    created: Moment
    edited: Moment | None = None
    accepted: Moment | None = None
    visibility: Post.Visibility = Post.Visibility.PUBLIC
    score: Annotated[int, Field(ge=-(10**9), le=10**9)] = 0
    votes: Annotated[list[VoteRecord], Field(max_length=ITEMS_MAX)] = []
    confirmations: Annotated[list[Key], Field(max_length=ITEMS_MAX)] = []
    revisions: Annotated[list[RevisionRecord], Field(max_length=ITEMS_MAX)] = []
    poll: PollRecord | None = None


class SentenceRecord(Item):
    """A sentence as people of the community translated it. Private-use characters stand for what
    is never translated (links, code, numbers), the same ones on both sides."""

    kind_name = "sentence"
    source_language: Annotated[str, StringConstraints(min_length=1), AfterValidator(_tag)]
    target_language: Annotated[str, StringConstraints(min_length=1), AfterValidator(_tag)]
    source: Body
    target: Body


class TermRecord(Item):
    """An approved term of the glossary; without a target it is never translated."""

    kind_name = "term"
    source_language: Annotated[str, StringConstraints(min_length=1), AfterValidator(_tag)]
    target_language: Language = ""
    source: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    target: Annotated[Line, StringConstraints(max_length=120)] = ""
    case_sensitive: bool = False
    note: Short = ""


FILES: dict[str, type[Item]] = {
    "members": MemberRecord,
    "categories": CategoryRecord,
    "tags": TagRecord,
    "products": ProductRecord,
    "uploads": UploadRecord,
    "threads": ThreadRecord,
    "posts": PostRecord,
    "sentences": SentenceRecord,
    "terms": TermRecord,
}
"""The files (without ending) in the order in which they are read."""


def schema() -> dict[str, Any]:
    """The JSON Schema of the manifest and of a row of each file."""
    kinds: dict[str, type[Record]] = {"lingora": Manifest, **FILES}
    return {name: kind.model_json_schema() for name, kind in kinds.items()}
