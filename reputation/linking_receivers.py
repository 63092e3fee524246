"""What reputation does when several accounts turn out to be one person's, or become one."""

from accounts.events import AccountsLinked
from accounts.models import Community
from core.events import receiver
from forum.events import AccountTakenOver
from reputation.actions.reconciling import mend_balance, recount
from reputation.actions.releasing import void
from reputation.models import Claim


@receiver(AccountTakenOver)
def count_what_came(news: AccountTakenOver) -> None:
    """What an imported account had earned, and what its new owner gave it before."""
    rows = Claim.objects.filter(member=news.member_id).order_by()
    ids = list(rows.values_list("community", flat=True).distinct())
    for community in Community.objects.filter(pk__in=ids).order_by("pk"):
        recount(community=community, member_id=news.member_id)
        mend_balance(community=community, member_id=news.member_id)


@receiver(AccountsLinked)
def refuse_own_favours(news: AccountsLinked) -> None:
    """What accounts that count as one gave each other never counted, whatever becomes of what
    looked dishonest among them."""
    rows = Claim.objects.filter(community=news.community_id, requested__gt=0)
    among = rows.filter(giver__in=news.member_ids, member__in=news.member_ids)
    among = among.exclude(voided=True, suspicion=None)
    for claim_id in among.order_by("pk").values_list("pk", flat=True):
        void(claim_id=claim_id)
