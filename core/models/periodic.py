"""When recurring work ran last and who runs it now."""

from django.db import models


class PeriodicRun(models.Model):
    """One recurring task of an app. Whoever moves `due` forward runs it."""

    name = models.CharField(max_length=100, unique=True)
    due = models.DateTimeField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
