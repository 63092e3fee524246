"""Private data taken out of a text before it was stored."""

from django.db import models


class SealedFragment(models.Model):
    """`token` stands in the text in place of what `ciphertext` holds."""

    text = models.ForeignKey("translation.Text", on_delete=models.CASCADE, related_name="sealed")
    token = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30)
    ciphertext = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.token
