"""What goes in and what comes out, as programs see it; the source of the OpenAPI document.

Bodies with fields that are not known are refused, so that a misspelt one is noticed.
"""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

ID_MAX = 2**63 - 1

Slug = Annotated[str, Field(pattern=r"^[-\w]+$", max_length=60)]
Tag = Annotated[str, Field(min_length=2, max_length=16, description="a BCP 47 tag: `pt-BR`")]
Name = Annotated[
    str, Field(pattern=r"^[^/\x00]+$", max_length=60, description="a slug in any script")
]
Kind = Literal["question", "discussion", "announcement", "idea"]
Whole = Annotated[int, Field(strict=True, ge=1, le=ID_MAX)]
Truth = Annotated[bool, Field(strict=True)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166")]
Dir = Literal["ltr", "rtl"]
State = Literal["original", "ready", "pending", "working", "stale", "failed", "unsupported"]
Origin = Literal["machine", "memory", "human"]


class BodyIn(Schema):
    """Base of everything that is sent."""

    model_config = ConfigDict(extra="forbid")


# Errors


class CurrentOut(Schema):
    """What stands now, where somebody else's edit came first."""

    source: str
    revision: int


class FailureOut(Schema):
    code: str
    message: str = Field(description="in the caller's language")
    fields: dict[str, str] = Field(description="what is wrong with each field, in words")
    current: CurrentOut | None = None


class ErrorOut(Schema):
    error: FailureOut


# Reading


class LangIn(Schema):
    lang: str = Field(
        "",
        max_length=16,
        description="Reading language (BCP 47). Everything is translated into it, save what "
        "`keep` names. Without it: the languages of the account, or of `Accept-Language`.",
    )


class ReadingIn(LangIn):
    keep: str = Field(
        "", max_length=200, description="Languages to leave alone, with commas: `de,fr`."
    )
    fields: str = Field(
        "",
        max_length=60,
        description="Parts of each text, with commas: `shown,translation` or `-original` leave "
        "the originals out.",
    )


class PageIn(ReadingIn):
    cursor: str = Field("", description="`next` or `previous` of an earlier page.")
    limit: int = Field(20, ge=1, le=100)


class ThreadsIn(PageIn):
    community: Slug | None = None
    category: Slug | None = Field(None, description="Needs `community`.")
    tag: Name | None = Field(None, description="Slug of a tag. Needs `community`.")
    product: Name | None = Field(None, description="Slug of a product. Needs `community`.")
    state: Literal["open", "solved"] | None = None
    kind: Kind | None = None
    language: Tag | None = Field(None, description="in which the title is written: `pt`")
    country: Country | None = None
    show: Literal["unanswered", "unsolved", "following", "new"] | None = Field(
        None, description="`following` and `new` are the caller's own; empty for visitors."
    )
    order: Literal["latest", "newest"] = Field(
        "latest", description="By newest activity, or by age."
    )


class PostsIn(PageIn):
    around: int | None = Field(
        None, ge=1, le=ID_MAX, description="The id of a post that the page shall hold."
    )
    order: Literal["oldest", "newest"] = "oldest"


# Texts


class OriginalOut(Schema):
    lang: str
    dir: Dir
    source: str
    html: str


class ShownOut(Schema):
    lang: str
    dir: Dir
    html: str
    text: str


class TranslationOut(Schema):
    requested: str
    state: State
    origin: Origin | None
    engine: str
    route: list[str]
    quality: float | None
    uncertain: bool
    reason: str
    human: float = Field(description="share of its sentences that people translated, 0 to 1")


class RenderedOut(Schema):
    """A text. Where no translation is ready, `shown` is the original."""

    original: OriginalOut | None = None
    shown: ShownOut
    translation: TranslationOut


class TranslationStateOut(Schema):
    lang: str
    state: State
    origin: Origin | None
    engine: str
    quality: float | None
    reason: str
    updated: datetime


class TranslationStatesOut(Schema):
    items: list[TranslationStateOut]
    next: str | None


# Languages, communities, members


class LanguageOut(Schema):
    code: str
    name: str = Field(description="in the language of the reader")
    native_name: str
    direction: Dir
    interface: bool = Field(description="whether the interface itself speaks it")
    from_: list[str] = Field(alias="from", description="what is translated into it now")
    to: list[str] = Field(description="what it is translated into now")


class CategoryOut(Schema):
    slug: str
    name: RenderedOut
    kinds: list[str]


class ProductOut(Schema):
    slug: str
    name: RenderedOut


class TagOut(ProductOut):
    threads: int = Field(description="how many public threads have it")


class CommunityOut(Schema):
    slug: str
    name: str
    languages: list[str] = Field(description="what its content is translated into")
    categories: list[CategoryOut]
    products: list[ProductOut] = Field(description="those that take new threads")
    tags: list[TagOut] = Field(description="the most used first, at most 500 in all")


class CommunitiesOut(Schema):
    items: list[CommunityOut]
    next: str | None
    previous: str | None


class AuthorOut(Schema):
    username: str
    name: str


class MemberOut(AuthorOut):
    url: str
    languages: list[str] = Field(description="what the member writes in")
    joined: datetime
    sample: bool = Field(description="whether this is a plainly fictional sample member")


class MembershipOut(Schema):
    community: str
    role: Literal["member", "agent", "operator"]
    level: int
    state: Literal["active", "paused", "banned"]


class MeOut(MemberOut):
    reading_language: str
    kept_languages: list[str]
    country: str
    timezone: str
    communities: list[MembershipOut]
    scopes: list[str] | None = Field(description="of the token; null for a session")


# Threads and posts


class PollOptionOut(Schema):
    id: int
    text: RenderedOut
    votes: int
    chosen: bool = Field(description="by the caller")


class PollOut(Schema):
    options: list[PollOptionOut]
    multiple: bool
    closes: datetime | None
    ended: bool
    voters: int


class PostOut(Schema):
    id: int
    number: int
    url: str
    author: AuthorOut | None = Field(description="null where the account is gone")
    body: RenderedOut
    language: str
    reply_to: int | None
    kind: Literal["opening", "answer", "comment"]
    accepted: bool
    score: int = Field(description="sum of the votes")
    voted: Literal[1, 0, -1] = Field(description="by the caller")
    confirmations: int = Field(description="how many others an answer helped, too")
    confirmed: bool = Field(description="by the caller")
    poll: PollOut | None
    visibility: Literal["public", "review", "hidden", "deleted", "staff"]
    created: datetime
    edited: datetime | None
    revision: int


class PostsOut(Schema):
    items: list[PostOut]
    next: str | None
    previous: str | None


class ThreadOut(Schema):
    id: int
    url: str
    kind: Kind
    state: Literal["open", "solved"]
    closed: bool
    locked: bool
    merged_into: int | None
    community: str
    category: str
    tags: list[str] = Field(description="slugs")
    product: str | None = Field(description="slug")
    product_version: str
    urgency: Literal["normal", "soon", "now"]
    pinned: bool
    title: RenderedOut
    author: AuthorOut | None = Field(description="null where the account is gone")
    language: str
    country: str
    created: datetime
    posts_count: int = Field(description="answers and comments")
    accepted_posts: list[int]
    posts: PostsOut | None = None
    event: int = Field(description="number of its newest event, for `/ws/threads/{id}?after=`")


class ThreadsOut(Schema):
    items: list[ThreadOut]
    next: str | None
    previous: str | None


class ThreadIn(BodyIn):
    community: Slug
    category: Slug
    kind: Kind
    title: str = Field(description="3 to 200 characters")
    body: str = Field(description="Markdown, at most 50,000 characters")
    language: Tag | None = Field(None, description="recognised where it is not said")
    country: str = Field("", max_length=2, description="ISO 3166, where it matters")
    tags: list[str] = Field(
        [], max_length=20, description="at most 5: slugs, or names as the caller reads them"
    )
    product: Name | None = Field(None, description="slug")
    product_version: str = Field("", max_length=60, description="at most 40 characters")
    urgency: Literal["normal", "soon", "now"] = Field("normal", description="questions only")


class SimilarIn(ReadingIn):
    title: str = Field(max_length=1000)
    body: str = Field("", max_length=50_000)
    community: Slug | None = None
    limit: int = Field(8, ge=1, le=8)


class TagsIn(BodyIn):
    tags: list[str] = Field(max_length=20, description="all the tags the thread shall have")


class PollIn(BodyIn):
    """A poll in a new post, which is the question."""

    options: list[str] = Field(max_length=50, description="2 to 10, each of at most 200 characters")
    multiple: Truth = False
    closes: AwareDatetime | None = Field(None, description="in the future")


class PostIn(BodyIn):
    body: str = Field(description="Markdown, at most 50,000 characters")
    kind: Literal["answer", "comment"] | None = Field(
        None, description="by default an answer in another's question, else a comment"
    )
    language: Tag | None = Field(None, description="recognised where it is not said")
    reply_to: Whole | None = None
    whisper: Truth = Field(False, description="for staff only, by staff only")
    poll: PollIn | None = None


class PostChangesIn(BodyIn):
    revision: Whole = Field(description="the revision that was read")
    body: str | None = None
    language: Tag | None = None
    merging: Truth = Field(
        False, description="after an `edit_conflict`: keep what stands there as a version"
    )
