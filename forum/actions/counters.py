"""What is counted and copied for lists, made anew where it is wrong; says how many rows were."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from forum.models import Post, Tag, Thread, ThreadTag
from translation.models import Text

_SAID = Q(posts__visibility=Post.Visibility.PUBLIC) & ~Q(posts__kind=Post.Kind.OPENING)
_ANSWERS = Q(posts__visibility=Post.Visibility.PUBLIC, posts__kind=Post.Kind.ANSWER)


def mend_posts() -> int:
    """Count the posts and answers of every thread."""
    wrong = Thread.objects.annotate(
        said=Count("posts", filter=_SAID), answers=Count("posts", filter=_ANSWERS)
    ).exclude(posts_count=F("said"), answers_count=F("answers"))
    rows = list(wrong.values_list("pk", "said", "answers"))
    for pk, said, answers in rows:
        Thread.objects.filter(pk=pk).update(posts_count=said, answers_count=answers)
    return len(rows)


def mend_languages() -> int:
    """Let every thread know the language of its title."""
    language = Subquery(Text.objects.filter(pk=OuterRef("title")).values("language"))
    wrong = Thread.objects.exclude(language=F("title__language")).values("pk")
    return Thread.objects.filter(pk__in=wrong).update(language=language)


def mend_tags() -> int:
    """Count the public threads of every tag."""
    public = ThreadTag.objects.filter(
        tag=OuterRef("pk"), thread__visibility=Thread.Visibility.PUBLIC
    )
    counted = public.order_by().values("tag").annotate(count=Count("pk")).values("count")
    wrong = Tag.objects.annotate(real=Coalesce(Subquery(counted), 0)).exclude(
        threads_count=F("real")
    )
    rows = list(wrong.values_list("pk", "real"))
    for pk, real in rows:
        Tag.objects.filter(pk=pk).update(threads_count=real)
    return len(rows)
