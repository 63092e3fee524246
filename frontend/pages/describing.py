"""Correcting product, version, country and urgency of a thread."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput, NotPermitted, NotSignedIn
from forum.actions import Details, describe_thread
from forum.actions.describing import may_describe
from forum.errors import ThreadIsLocked
from forum.models import Product, Thread
from forum.queries import products_in, thread_for
from frontend import limits
from frontend.pages.ask_choices import product_choices
from frontend.pages.ask_form import AskForm
from frontend.pages.forms import Choices, countries, take_errors
from frontend.pages.submitting import again_refused, form_again
from frontend.pages.visitor import actor_of, caller_of, list_reader
from translation.queries import Rendered, render as render_texts

FIELDS = ("product", "product_version", "country", "urgency")


class AboutForm(forms.Form):
    """What a thread is about besides words and tags, as fields like those of asking."""

    product = AskForm.base_fields["product"]
    product_version = AskForm.base_fields["product_version"]
    country = AskForm.base_fields["country"]
    urgency = AskForm.base_fields["urgency"]

    def __init__(self, *args: Any, products: Choices, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = [("", _("Not said")), *products]  # type: ignore[attr-defined]
        self.fields["country"].choices = countries()  # type: ignore[attr-defined]
        if not products:
            del self.fields["product"], self.fields["product_version"]
        if kind != Thread.Kind.QUESTION:
            del self.fields["urgency"]


def describe(request: HttpRequest, thread_id: int) -> HttpResponse:
    actor = actor_of(request)
    if actor.member is None:
        raise NotSignedIn
    thread = thread_for(actor, thread_id)
    if not may_describe(actor, thread):
        raise NotPermitted
    products = _products(thread)
    found = render_texts([thread.title, *(row.name for row in products)], list_reader(request))
    form = _form(request, thread, products, found)
    back = reverse("thread_by_id", args=[thread.pk])
    context = {"thread": thread, "title": found[thread.title_id].shown, "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            limits.spend(caller_of(request), limits.WRITES)
            _save(request, thread, form, products)
            return redirect(back)
        except InvalidInput as error:
            take_errors(form, error)
        except (limits.TooMany, ThreadIsLocked) as error:
            return again_refused(request, "pages/describe.html", form, context, error)
    return form_again(request, "pages/describe.html", form, context)


def _products(thread: Thread) -> list[Product]:
    """Those that a thread may be about: it keeps its own, whatever became of that."""
    rows = products_in([thread.community])
    return [row for row in rows if not row.retired or row.pk == thread.product_id]


def _form(
    request: HttpRequest, thread: Thread, products: list[Product], found: dict[int, Rendered]
) -> AboutForm:
    return AboutForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(thread, name) for name in FIELDS} | {"product": thread.product_id},
        products=product_choices(products, found),
        kind=thread.kind,
    )


def _save(request: HttpRequest, thread: Thread, form: AboutForm, products: list[Product]) -> None:
    data = form.cleaned_data
    by_key = {str(row.pk): row for row in products}
    details = Details(
        product=by_key.get(data.get("product", "")),
        product_version=data.get("product_version", ""),
        urgency=int(data.get("urgency") or Thread.Urgency.NORMAL),
    )
    describe_thread(
        actor=actor_of(request), thread=thread, details=details, country=data["country"]
    )
