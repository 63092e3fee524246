"""Saying that a post of somebody else is in another language than it claims."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import InvalidInput
from forum.actions import report_post_language
from frontend import limits
from frontend.pages.editing import editable
from frontend.pages.forms import LanguageReportForm, take_errors
from frontend.pages.replying import post_path
from frontend.pages.visitor import caller_of


def report_language(request: HttpRequest, post_id: int) -> HttpResponse:
    actor, post = editable(request, post_id, "report_language")
    posted = request.POST if request.method == "POST" else None
    form = LanguageReportForm(posted, claimed=post.body.language)
    if posted is not None and form.is_valid():
        limits.spend(caller_of(request), limits.WRITES, limits.LANGUAGE_REPORTS)
        language = form.cleaned_data["language"]
        try:
            corrected = report_post_language(actor=actor, post=post, language=language)
        except InvalidInput as error:
            take_errors(form, error)
        else:
            messages.success(request, _thanks(corrected=corrected))
            return redirect(post_path(post))
    context = {"form": form, "post": post, "back": post_path(post)}
    status = 422 if form.errors else 200
    return render(request, "pages/report_language.html", context, status=status)


def _thanks(*, corrected: bool) -> str:
    if corrected:
        return _("Thank you. The language was corrected.")
    return _("Thank you. It is corrected once somebody else says the same.")
