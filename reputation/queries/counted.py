"""Which claims count as something a member has done."""

from django.db.models import Q, QuerySet

from reputation.models import Claim


def counted_claims() -> "QuerySet[Claim]":
    """Claims that count: neither taken back nor waiting nor refused nor barred from earning. What
    only a cap left nothing of counts."""
    rows = Claim.objects.filter(ended=None, voided=False, live__isnull=False, barred="")
    return rows.filter(Q(hold="") | Q(released=True))
