"""A glossary as a file: giving it out and taking it in."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Community
from accounts.permissions import Actor, Privilege, require
from accounts.queries import community_for
from core.errors import InvalidInput
from frontend import limits
from frontend.pages.submitting import form_again, once
from frontend.pages.term_forms import ImportForm
from frontend.pages.visitor import actor_of, caller_of
from translation.actions import export_terms, import_terms
from translation.errors import FileRefused
from translation.glossary_csv import COLUMNS, FILE_MAX_BYTES, LINES_MAX


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The approved terms; `?bom=1` for programs that need a byte order mark."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    with_mark = request.GET.get("bom") == "1"
    raw = export_terms(actor=actor, community=community, byte_order_mark=with_mark)
    name = f"glossary-{community.slug}.csv"
    return HttpResponse(
        raw,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The form for a file, with every wrong line where there are any."""
    actor = actor_of(request)
    community = community_for(actor, slug)
    require(actor, Privilege.MANAGE_GLOSSARY, community)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    context: dict[str, Any] = {
        "community": community,
        "columns": ",".join(COLUMNS),
        "lines_max": LINES_MAX,
    }
    if posted and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            return redirect(_import(request, actor, community, form))
        except FileRefused as error:
            context |= {"file_refused": error}
            form.add_error("file", str(error))
        except InvalidInput as error:
            form.add_error("file", str(error))
        except limits.TooMany as error:
            context["refusal"] = error
    return form_again(request, "pages/glossary_import.html", form, context)


def _import(request: HttpRequest, actor: Actor, community: Community, form: ImportForm) -> str:
    raw = _content(form.cleaned_data["file"])

    def act() -> str:
        done = import_terms(actor=actor, community=community, raw=raw)
        messages.success(
            request,
            _("Imported: %(added)d new, %(updated)d changed, %(unchanged)d as they were.")
            % {"added": done.added, "updated": done.updated, "unchanged": done.unchanged},
        )
        return reverse("glossary", args=[community.slug])

    return once(request, key=form.cleaned_data["key"], act=act)


def _content(upload: "UploadedFile[bytes]") -> bytes:
    """At most one byte more than is taken, which is enough to be refused."""
    return bytes(upload.read(FILE_MAX_BYTES + 1))
