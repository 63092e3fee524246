"""What is known of answers that say again what their author said before."""

from django.conf import settings
from django.db import models


class Fingerprint(models.Model):
    """One shingle of the sketch of an answer (`reputation.shingles`): a digest, no words."""

    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "digest"], name="fingerprint_once"),
        ]
        indexes = [models.Index(fields=["author", "digest"], name="fingerprint_of_author")]

    def __str__(self) -> str:
        return f"{self.digest:x} of post {self.post_id}"


class NearCopy(models.Model):
    """`post` says what an `earlier` answer of the same author says: it earns nothing while that
    one stands."""

    post = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="+")
    earlier = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.post_id} repeats {self.earlier_id}"
