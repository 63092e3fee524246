"""Members: their page, and one's own profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import update_profile
from accounts.models import Member
from accounts.permissions import Actor
from accounts.queries import member_by_name
from core import languages
from core.errors import InvalidInput, NotFound, NotSignedIn
from forum.models import Post, Thread
from forum.queries import visible_to
from frontend.pages.forms import ProfileForm, take_errors
from frontend.pages.listing import listing
from frontend.pages.visitor import actor_of, list_reader

THREADS_SHOWN = 20


def _threads_by(actor: Actor, author: Member) -> list[Thread]:
    """The newest threads `author` opened that `actor` may see."""
    opened = visible_to(actor).filter(author=author, kind=Post.Kind.OPENING)
    rows = opened.filter(visibility=Post.Visibility.PUBLIC).select_related(
        "thread__community", "thread__category__name", "thread__title", "thread__author"
    )
    return [post.thread for post in rows.order_by("-id")[:THREADS_SHOWN]]


def member(request: HttpRequest, username: str) -> HttpResponse:
    if "\0" in username:  # PostgreSQL does not even ask
        raise NotFound
    found = member_by_name(username)
    rows = listing(_threads_by(actor_of(request), found), list_reader(request)).rows
    reads = list(dict.fromkeys([found.reading_language, *found.kept_languages]))
    context = {"member": found, "rows": rows, "reads": reads, "show_category": True}
    return render(request, "pages/member.html", context)


def profile(request: HttpRequest) -> HttpResponse:
    me = actor_of(request).member
    if me is None:
        raise NotSignedIn
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(posted, initial=ProfileForm.initial_of(me))
    if posted is not None and form.is_valid():
        try:
            update_profile(member=me, **form.cleaned_data)
        except InvalidInput as error:
            take_errors(form, error)
        else:
            messages.success(request, _("Your profile is saved."))
            with languages.using(me.reading_language):
                return redirect(reverse("profile"))
    return render(request, "pages/profile.html", {"form": form}, status=422 if form.errors else 200)
