"""Run by django-spirit's own interpreter, inside its project: topics, comments, a signed-in member.

Prints the topics' addresses and the session's cookie as JSON. Standard library and spirit only.
"""

import json
import os
import sys

import django

TOPICS = 100
COMMENTS = 20
PEOPLE = 20


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.bench")
    django.setup()
    from django.core.management import call_command

    call_command("spiritinstall", verbosity=0)
    people = _people()
    addresses = [_topic(number, people) for number in range(TOPICS)]
    print(json.dumps({"topics": addresses, "session": _session(people[0])}))


def _people():
    from django.contrib.auth import get_user_model

    member = get_user_model()
    return [
        member.objects.create_user(f"member{number}", f"member{number}@example.org", "secret")
        for number in range(PEOPLE)
    ]


def _topic(number, people):
    from spirit.category.models import Category
    from spirit.comment.models import Comment
    from spirit.core.utils.markdown import Markdown
    from spirit.topic.models import Topic

    category, _new = Category.objects.get_or_create(title="Halls")
    topic = Topic.objects.create(
        user=people[number % PEOPLE], category=category, title=f"Measured topic {number}"
    )
    for index in range(COMMENTS):
        body = f"The **lamp** {index} of hall {number} glows since `10:{index}`."
        Comment.objects.create(
            user=people[index % PEOPLE],
            topic=topic,
            comment=body,
            comment_html=Markdown().render(body),
        )
    Topic.objects.filter(pk=topic.pk).update(comment_count=COMMENTS)
    return topic.get_absolute_url()


def _session(user):
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    sys.exit(main())
