"""What a member may do with everything that is theirs: take it along, be forgotten."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import request_deletion
from accounts.actions.deletion import WAITING
from accounts.actions.names import may_rename_from
from accounts.standing import blocks_of
from core import languages
from core.errors import Conflict, NotSignedIn
from forum.actions.exporting import request_export
from forum.queries.archives import export_for, exports_of
from forum.queries.flags import own_flags
from frontend.pages.visitor import actor_of


class LeaveForm(forms.Form):
    """What becomes of the texts, and a word that it is meant."""

    texts = forms.ChoiceField(
        label=gettext_lazy("What becomes of what you wrote?"),
        choices=[
            (
                "keep",
                gettext_lazy("It stays, under “a former member”. Answers go on helping others."),
            ),
            (
                "erase",
                gettext_lazy("It is erased, in every language. Threads keep an empty place."),
            ),
        ],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=gettext_lazy("I want to delete my account."))


@require_http_methods(["GET", "HEAD"])
def privacy(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    exports = exports_of(actor)
    if actor.member is None:
        raise NotSignedIn
    context = {
        "exports": exports,
        "blocks": blocks_of(actor.member),
        "flags": own_flags(actor),
        "rename_again": may_rename_from(actor.member),
    }
    return render(request, "pages/privacy.html", context)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    request_export(actor=actor_of(request), language=languages.current())
    messages.success(request, _("Your file is being made. It will be here in a few minutes."))
    return redirect("privacy")


def download(request: HttpRequest, export_id: UUID) -> FileResponse:
    """The file, for its member alone."""
    found = export_for(actor_of(request), export_id)
    return FileResponse(
        default_storage.open(str(found.file.name), "rb"),
        as_attachment=True,
        filename=f"lingora-{found.member.username}.zip",
        content_type="application/zip",
        headers={"Cache-Control": "private, no-store"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True, enabled=lambda request: request.user.is_authenticated)
def leave(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    form = LeaveForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_bound and form.is_valid():
        try:
            deletion = request_deletion(
                actor=actor, erase_texts=form.cleaned_data["texts"] == "erase"
            )
        except Conflict as error:
            refusal = error
        else:
            logout(request)
            return render(request, "pages/left.html", {"due": deletion.due})
    status = 409 if refusal else 422 if form.errors else 200
    context = {"form": form, "refusal": refusal, "days": WAITING.days}
    return render(request, "pages/leave.html", context, status=status)
