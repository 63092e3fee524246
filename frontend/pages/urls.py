"""Addresses of the pages, below the reading language."""

from django.urls import include, path, register_converter

from frontend.pages import (
    appeals,
    asking,
    audit,
    badges,
    blocking,
    boards,
    bookmarks,
    closing,
    correcting,
    coverage,
    decided,
    deciding,
    decisions,
    describing,
    drafts,
    editing,
    erasing,
    feeds,
    flagging,
    following,
    glossary,
    glossary_files,
    history,
    home,
    languages,
    ledger,
    legal,
    linking,
    members,
    poll_ending,
    preferences,
    previewing,
    printing,
    privacy,
    profile,
    rating,
    reading,
    reading_places,
    renaming,
    replying,
    reporting,
    sanctions,
    similar,
    super_user,
    super_users,
    tagging,
    threads,
    unwanted_hosts,
    uploads,
    voting,
)


class IdConverter:
    """A row's number, short enough for every database."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class NameConverter:
    """A slug in any script."""

    regex = r"[^/\x00]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(IdConverter, "id")
register_converter(NameConverter, "name")

urlpatterns = [
    path("", home.home, name="home"),
    path("read", reading.read_home, name="read_home"),
    path("theme", preferences.theme, name="theme"),
    path("ask/", asking.ask, name="ask"),
    path("similar", similar.similar, name="similar"),
    path("complete-tags", tagging.complete, name="complete_tags"),
    path("preview", previewing.preview, name="preview"),
    path("preview/<str:signed>", previewing.preview_again, name="preview_again"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/delete", drafts.delete, name="delete_draft"),
    path("rate", rating.rate, name="rate"),
    path("languages/", languages.language_list, name="languages"),
    path("profile/", profile.profile, name="profile"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("badges/", badges.badges, name="badges"),
    path("badges/<slug:code>/", badges.badge, name="badge"),
    path("boards/", boards.boards, name="boards"),
    path("here", reading_places.here, name="here"),
    path("follow", following.follow, name="follow"),
    path("following/", following.following, name="following"),
    path("bookmark", bookmarks.bookmark, name="bookmark"),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("p/<id:post_id>/bookmark/", bookmarks.note, name="note_bookmark"),
    path("", include("frontend.pages.notification_urls")),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/delete/", uploads.delete, name="delete_upload"),
    path("m/<str:username>/", members.member, name="member"),
    path("m/<str:username>/card", members.card, name="member_card"),
    path("m/<str:username>/read", members.read_member, name="read_member"),
    path("feed/latest.atom", feeds.latest, name="feed"),
    path("feed/unanswered.atom", feeds.unanswered, name="feed_unanswered"),
    path("feed/t/<id:thread_id>.atom", feeds.of_thread, name="feed_thread"),
    path("feed/m/<str:username>.atom", feeds.of_member, name="feed_member"),
    path("feed/c/<slug:slug>.atom", feeds.of_community, name="feed_community"),
    path("feed/c/<slug:slug>/tag/<str:tag_slug>.atom", feeds.of_tag, name="feed_tag"),
    path(
        "feed/c/<slug:slug>/product/<str:product_slug>.atom", feeds.of_product, name="feed_product"
    ),
    path("feed/c/<slug:slug>/<slug:category_slug>.atom", feeds.of_category, name="feed_category"),
    path("c/<slug:slug>/", home.community, name="community"),
    path("c/<slug:slug>/read", reading.read_community, name="read_community"),
    path("c/<slug:slug>/ask/", asking.ask, name="ask_in"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/export", privacy.export, name="export_me"),
    path("privacy/export/<uuid:export_id>/", privacy.download, name="download_export"),
    path("privacy/name/", renaming.rename_me, name="rename"),
    path("privacy/delete/", privacy.leave, name="leave"),
    path("m/<str:username>/block/", blocking.block, name="block"),
    path("m/<str:username>/unblock/", blocking.unblock, name="unblock"),
    path("legal/", legal.every, name="legal"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<id:entry_id>/", decisions.told, name="decision_told"),
    path("decision/<id:flag_id>/", decided.decision, name="decision"),
    path("report/<uuid:token>/", flagging.status, name="flag_status"),
    path("", include("frontend.pages.review_urls")),
    path("", include("frontend.pages.ordering_urls")),
    path("c/<slug:slug>/review/hosts/", unwanted_hosts.hosts, name="unwanted_hosts"),
    path("c/<slug:slug>/audit/", audit.audit, name="audit"),
    path("c/<slug:slug>/appeals/<id:appeal_id>/", appeals.appeal, name="appeal"),
    path("c/<slug:slug>/members/<str:username>/linked/", linking.linked, name="linked_accounts"),
    path(
        "c/<slug:slug>/members/<str:username>/linked/remove",
        linking.unlink,
        name="unlink_account",
    ),
    path("c/<slug:slug>/members/<str:username>/", sanctions.standing, name="member_standing"),
    path(
        "c/<slug:slug>/members/<str:username>/lift/<id:sanction_id>/",
        sanctions.lift,
        name="lift_sanction",
    ),
    path(
        "c/<slug:slug>/members/<str:username>/show/<id:entry_id>/",
        sanctions.show_again,
        name="show_posts_again",
    ),
    path(
        "c/<slug:slug>/members/<str:username>/<slug:kind>/",
        sanctions.sanction,
        name="sanction_member",
    ),
    path("c/<slug:slug>/legal/accept/", legal.accept, name="accept_terms"),
    path("c/<slug:slug>/legal/<slug:kind>/", legal.page, name="legal_page"),
    path("c/<slug:slug>/legal/<slug:kind>/edit/", legal.edit, name="edit_legal_page"),
    path("c/<slug:slug>/coverage/", coverage.coverage, name="coverage"),
    path("c/<slug:slug>/glossary/", glossary.glossary, name="glossary"),
    path("c/<slug:slug>/glossary/import/", glossary_files.import_file, name="import_terms"),
    path("c/<slug:slug>/glossary/export", glossary_files.export, name="export_terms"),
    path("c/<slug:slug>/glossary/<id:term_id>/", glossary.term, name="term"),
    path("c/<slug:slug>/glossary/<id:term_id>/approve", glossary.approve, name="approve_term"),
    path("c/<slug:slug>/glossary/<id:term_id>/reject", glossary.reject, name="reject_term"),
    path("c/<slug:slug>/glossary/<id:term_id>/remove", glossary.remove, name="remove_term"),
    path("c/<slug:slug>/boards/", boards.boards, name="community_boards"),
    path("c/<slug:slug>/super-users/", super_users.super_users, name="super_users"),
    path(
        "c/<slug:slug>/super-users/<id:appointment_id>/renew",
        super_users.renew,
        name="renew_appointment",
    ),
    path(
        "c/<slug:slug>/super-users/<id:appointment_id>/end",
        super_users.end,
        name="end_appointment",
    ),
    path("c/<slug:slug>/super-user/", super_user.super_user, name="super_user"),
    path("c/<slug:slug>/tags/", home.tags, name="tags"),
    path("c/<slug:slug>/tag/<name:tag_slug>/", home.tag, name="tag"),
    path("c/<slug:slug>/product/<name:product_slug>/", home.product, name="product"),
    path("c/<slug:slug>/<slug:category_slug>/", home.category, name="category"),
    path("t/<id:thread_id>/", threads.thread, name="thread_by_id"),
    path("t/<id:thread_id>/read", reading.read_thread, name="read_thread"),
    path("t/<id:thread_id>/seen", reading_places.seen, name="seen_thread"),
    path("t/<id:thread_id>/jump", reading_places.jump, name="jump"),
    path("t/<id:thread_id>/viewer", threads.thread_viewer, name="thread_viewer"),
    path("t/<id:thread_id>/tags/", tagging.tags_of_thread, name="retag"),
    path("t/<id:thread_id>/about/", describing.describe, name="describe_thread"),
    path("t/<id:thread_id>/reply", replying.reply, name="reply"),
    path("t/<id:thread_id>/close/", closing.close, name="close_thread"),
    path("t/<id:thread_id>/reopen", closing.reopen, name="reopen_thread"),
    path("t/<id:thread_id>/lock", closing.lock, name="lock_thread"),
    path("t/<id:thread_id>/unlock", closing.open_lock, name="unlock_thread"),
    path("t/<id:thread_id>/pin", closing.pin, name="pin_thread"),
    path("t/<id:thread_id>/unpin", closing.unpin, name="unpin_thread"),
    path(
        "t/<id:thread_id>/title/translation/",
        correcting.of_title,
        name="correct_title_translation",
    ),
    path("t/<id:thread_id>/<str:slug>/print/", printing.print_thread, name="print_thread"),
    path("t/<id:thread_id>/<str:slug>/", threads.thread, name="thread"),
    path("p/<id:post_id>/edit/", editing.edit, name="edit_post"),
    path("p/<id:post_id>/language/", editing.correct_language, name="correct_language"),
    path("p/<id:post_id>/language/report/", reporting.report_language, name="report_language"),
    path("p/<id:post_id>/translation/", correcting.of_post, name="correct_translation"),
    path("p/<id:post_id>/report/", flagging.flag, name="flag_post"),
    path("p/<id:post_id>/delete/", deciding.delete, name="delete_post"),
    path("p/<id:post_id>/erase/", erasing.erase, name="erase_post"),
    path("mark", voting.mark, name="mark"),
    path("p/<id:post_id>/poll/end/", poll_ending.end_poll, name="end_poll"),
    path("p/<id:post_id>/history/", history.history, name="post_history"),
    path("p/<id:post_id>/history/translate", history.translate, name="translate_history"),
    path("p/<id:post_id>/history/restore", history.restore, name="restore_version"),
    path("p/<id:post_id>/deleted/", deciding.deleted, name="deleted_post"),
    path("p/<id:post_id>/restore/", deciding.restore, name="restore_post"),
    path("p/<id:post_id>/accept/", deciding.accept, name="accept_post"),
    path("p/<id:post_id>/unaccept/", deciding.unaccept, name="unaccept_post"),
]
