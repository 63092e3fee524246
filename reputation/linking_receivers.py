"""What reputation does when accounts turn out to be one person's."""

from accounts.events import AccountsLinked
from core.events import receiver
from reputation.actions.releasing import void
from reputation.models import Claim


@receiver(AccountsLinked)
def refuse_own_favours(news: AccountsLinked) -> None:
    """What accounts that count as one gave each other never counted."""
    rows = Claim.objects.filter(community=news.community_id, voided=False, requested__gt=0)
    among = rows.filter(giver__in=news.member_ids, member__in=news.member_ids)
    for claim_id in among.order_by("pk").values_list("pk", flat=True):
        void(claim_id=claim_id)
