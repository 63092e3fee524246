"""What the script of a page is told when a button it pressed was refused."""

from django.http import JsonResponse

from core.errors import LingoraError


def told(error: LingoraError) -> JsonResponse:
    """The error's words in the language of the page, with its status."""
    words = [str(message) for message in error.fields.values()] or [str(error)]
    return JsonResponse({"message": " ".join(words)}, status=error.status)
