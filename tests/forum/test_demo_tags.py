"""The sample content has tags and products like a forum that lives."""

import pytest

from forum.demo.content import load
from forum.demo.loader import load_demo
from forum.models import Product, Tag, Thread

pytestmark = pytest.mark.django_db


def test_every_tag_of_a_sample_thread_exists():
    content = load()
    known = {row["slug"] for row in content.tags}
    assert {tag for row in content.threads for tag in row["tags"]} <= known


def test_the_demo_has_tags_products_and_urgent_questions():
    load_demo(report=lambda _line: None)
    load_demo(report=lambda _line: None)
    content = load()
    assert Tag.objects.count() == len(content.tags)
    assert Product.objects.count() == len(content.products)
    assert not Tag.objects.filter(threads_count=0).exists()
    assert not Thread.objects.filter(product=None).exists()
    assert Thread.objects.filter(urgency=Thread.Urgency.NOW).exists()
