"""What claims and ledger rows both say: who, where, for what, from whom."""

from django.db import models


class Sides(models.Model):
    """`giver` is the number of the member who gave the credit (0 where nobody did alone). It is no
    foreign key: when that member is erased the number stays and leads to nobody, so that caps of
    the receiver are counted as before. `happened` and `event` (time and number of the news) are
    when it counts."""

    community = models.ForeignKey("accounts.Community", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    requested = models.IntegerField()
    applied = models.IntegerField(default=0)
    cap = models.CharField(max_length=20, blank=True)
    object_type = models.CharField(max_length=12)
    object_id = models.PositiveBigIntegerField()
    thread_id = models.PositiveBigIntegerField(null=True)
    giver = models.PositiveBigIntegerField(default=0)
    member_language = models.CharField(max_length=16, blank=True)
    giver_language = models.CharField(max_length=16, blank=True)
    member_country = models.CharField(max_length=2, blank=True)
    giver_country = models.CharField(max_length=2, blank=True)
    happened = models.DateTimeField()
    event = models.PositiveBigIntegerField()
    day = models.DateField()

    class Meta:
        abstract = True
