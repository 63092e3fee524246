"""What the forum does for privacy in the background: forgetting members, making exports."""

from datetime import timedelta

from accounts.erasing import eraser
from core.lanes import lane, renewal
from core.periodic import periodic
from forum.actions.erasing_decisions import erase_decisions_of
from forum.actions.erasing_members import (
    erase_files_of,
    erase_poll_votes_of,
    erase_posts_of,
    erase_profile_of,
    erase_reports_of,
    erase_tags_of,
    erase_votes_of,
)
from forum.actions.exporting import (
    erase_exports_of,
    free_dead_exports,
    renew_exports,
    sweep_exports,
    work_off_export,
)

eraser(name="forum.posts", texts=True)(erase_posts_of)
eraser(name="forum.tags", texts=True)(erase_tags_of)
eraser(name="forum.files", texts=True)(erase_files_of)
eraser(name="forum.profile")(erase_profile_of)
eraser(name="forum.votes")(erase_votes_of)
eraser(name="forum.poll_votes")(erase_poll_votes_of)
eraser(name="forum.reports")(erase_reports_of)
eraser(name="forum.decisions")(erase_decisions_of)
eraser(name="forum.exports")(erase_exports_of)


@lane("member_exports")
def make_exports() -> int:
    return work_off_export()


@renewal
def keep_exports() -> None:
    renew_exports()


@periodic(name="forum.free_dead_exports", every=timedelta(seconds=60))
def free_exports() -> int:
    return free_dead_exports()


@periodic(name="forum.sweep_exports", every=timedelta(hours=1))
def forget_old_exports() -> int:
    return sweep_exports()
