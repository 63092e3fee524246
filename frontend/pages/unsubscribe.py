"""Stopping mails from a link in one of them, without signing in.

Opening the link asks; a POST does it. Mail programs send that POST by themselves (RFC 8058,
``List-Unsubscribe=One-Click``), with no cookie and no token: the signed word is the proof.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from forum.actions.notification_settings import stop_mail
from frontend.notifications.sentences import KINDS
from frontend.notifications.unsubscribing import wish_of


@csrf_exempt
def unsubscribe(request: HttpRequest, word: str) -> HttpResponse:
    wish = wish_of(word)
    everything = request.POST.get("everything") == "1"
    done = request.method == "POST"
    if done:
        stop_mail(member=wish.member, type="" if everything else wish.type)
    context = {
        "kind": None if everything else KINDS.get(wish.type),
        "done": done,
    }
    response = render(request, "pages/unsubscribe.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response
