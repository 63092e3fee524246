"""Where threads belong."""

from django.db import models


class Category(models.Model):
    """`kinds` are the kinds of thread allowed here; with `several_solutions` a question may have
    more than one accepted answer. A category sees what its visibility says,
    never more than its community."""

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        MEMBERS = "members"
        STAFF = "staff"

    community = models.ForeignKey(
        "accounts.Community", on_delete=models.CASCADE, related_name="categories"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    slug = models.SlugField(max_length=60)
    name = models.OneToOneField("translation.Text", on_delete=models.PROTECT, related_name="+")
    description = models.OneToOneField(
        "translation.Text", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kinds = models.JSONField(default=list)
    several_solutions = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    visibility = models.CharField(
        max_length=7, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="category_slug_once"),
        ]

    def __str__(self) -> str:
        return self.slug
