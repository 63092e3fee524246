"""Posts in Spanish, Arabic and Japanese, reported by people who write these languages, and a
moderator who reads Polish only. Runs inside the forum (`Forum.shell`)."""

from accounts.models import Community, Member, Membership
from forum.actions.flags import flag_post
from forum.models import Category
from tests.builders import a_category, a_community, a_post, a_role, a_thread

POSTS = (
    ("es", "Compra lámparas baratas en mi tienda.", "spam", "Vende cosas, es publicidad."),
    ("ar", "أنت أحمق ولا تفهم شيئا في المصابيح.", "abuse", "هذا الكلام جارح جدا."),
    ("ja", "田中太郎さんの電話番号は秘密ではありません。", "personal_data", "個人の名前です。"),
)
"""Language, words, reason, and what is said of them."""


def build() -> None:
    category = _moderated("ewa")
    asker = a_role(category.community, language="es")
    thread = a_thread(actor=asker, category=category, language="es", title="Lámparas que parpadean")
    for language, words, reason, note in POSTS:
        post = a_post(thread, language=language, body=words)
        reporter = a_role(category.community, language=language)
        flag_post(actor=reporter, post=post, reason=reason, language=language, note=note)


def _moderated(name: str) -> Category:
    """A community of its own, of which somebody is an agent, and which nobody else sees."""
    category = a_category(a_community(visibility=Community.Visibility.MEMBERS))
    member = Member.objects.get(username=name)
    Membership.objects.filter(member=member).delete()
    Membership.objects.create(
        member=member, community=category.community, role=Membership.Role.AGENT
    )
    return category
