"""What reaches people and is no surface of the matrix, with the reason; and what is not built yet.

`registry` finds everything there is; what stands neither in the matrix nor here fails a test.
"""

from collections.abc import Iterator, Mapping

_DEED = "does something and leads on to a page of the matrix"
_DEED_OF_API = "answers with a thread or a post, as reading it does"
_NOTHING_SAID = "answers without text"
_FOR_MACHINES = "for machines: no text of people"
_OWN_ACCOUNT = "about one's own account, in words of ours"
_OWN_WORDS = "holds one's own words as they were typed, to be changed"
_OF_REPORTS = "one's own report and what staff answered, behind an address of its own"
_OWN_NAMES = "the words of a glossary are shown in their own languages"
_NUMBERS = "numbers and names of languages"

_REASONS: Mapping[str, str] = {
    _DEED: """approve_term bookmark claim_review decide_flag delete_draft flags follow here
        lock_thread mail_again show_posts_again
        pin_thread preview_again rate read_notifications reject_term release_review
        remove_term reopen_thread
        restore_post restore_version see_notifications theme translate_history unblock
        unlink_account
        undo_review show_thread undo_merge renew_appointment end_appointment
        unlock_thread unpin_thread""",
    _DEED_OF_API: """api:DELETE:/posts/{post_id}/accept api:DELETE:/posts/{post_id}/solved-me-too
        api:PATCH:/posts/{post_id} api:PATCH:/threads/{thread_id}
        api:POST:/posts/{post_id}/accept api:POST:/posts/{post_id}/restore
        api:POST:/threads/{thread_id}/merge api:DELETE:/threads/{thread_id}/merge
        api:POST:/threads/{thread_id}/split
        api:POST:/posts/{post_id}/poll/end api:POST:/posts/{post_id}/solved-me-too api:POST:/threads
        api:POST:/threads/{thread_id}/posts api:PUT:/posts/{post_id}/poll
        api:PUT:/posts/{post_id}/vote api:PUT:/threads/{thread_id}/tags""",
    _NOTHING_SAID: """api:DELETE:/drafts/{place} api:DELETE:/posts/{post_id}
        api:DELETE:/posts/{post_id}/translations/{lang}/corrections/{correction_id}
        api:DELETE:/uploads/{upload_id} api:GET:/posts/{post_id}/translations
        api:POST:/notifications/read api:POST:/posts/{post_id}/flags
        api:PUT:/posts/{post_id}/translations/{lang}/rating read_community read_home read_member
        read_thread seen_thread thread_viewer ws/me
        api:POST:/threads/{thread_id}/merge/proposal""",
    _FOR_MACHINES: "favicon healthz readyz robots api/v1/mail/ upload_file upload_thumbnail",
    _OWN_ACCOUNT: """accounts/ api:GET:/me api:GET:/members api:GET:/members/{username} block
        delete_upload deleted_post leave notification_settings privacy rename unsubscribe
        api:POST:/uploads flag_status mail/flag.html mail/flag.txt api:GET:/me/decisions
        decisions super_user""",
    _OWN_WORDS: """api:GET:/drafts api:GET:/drafts/{place} api:PUT:/drafts/{place} download_export
        edit_legal_page edit_post export_me note_bookmark preview profile
        api:GET:/translations/preview/{preview_id} api:POST:/translations/preview""",
    _OWN_NAMES: "export_terms glossary import_terms term",
    "names of hosts": "unwanted_hosts",
    "names and numbers of members": """api:GET:/boards badge badges boards community_boards
        super_users""",
    "decisions in words of ours, with notes of staff for staff": """audit lift_sanction
        linked_accounts member_standing sanction_member api:GET:/communities/{slug}/audit""",
    "shows what was written, to choose words of it": "mask_post words export_words",
    _NUMBERS: """api:GET:/communities/{slug}/coverage api:GET:/languages coverage languages
        legal""",
    "answers with an item of the queue, as reading it does": """
        api:DELETE:/review/{item_id}/claim api:POST:/review/{item_id}/claim
        api:POST:/review/{item_id}/decide api:POST:/review/{item_id}/undo""",
    "tells what was proposed for which language, not what is read": """
        api:GET:/posts/{post_id}/translations/{lang}/corrections
        api:POST:/posts/{post_id}/translations/{lang}/corrections
        api:PUT:/posts/{post_id}/translations/{lang}/corrections/{correction_id}/decision
        api:PUT:/posts/{post_id}/translations/{lang}/corrections/{correction_id}/vote""",
}


def _named() -> Iterator[tuple[str, str]]:
    for reason, names in _REASONS.items():
        yield from ((name, reason) for name in names.split())


ELSEWHERE: Mapping[str, str] = dict(_named())
"""Why each of them is none."""

TEMPLATES: Mapping[str, str] = {
    "layouts/bare.html": "says the language of the page",
    "mail/flag.html": "says the language of the mail",
    "mail/flag.txt": _OF_REPORTS,
    "pages/flag_status.html": _OF_REPORTS,
    "pages/languages.html": "names of languages",
    "pages/mask.html": "shows what was written, to choose words of it",
    "pages/term.html": _OWN_NAMES,
    "pages/words.html": "shows what was written, to choose words of it",
    "pages/translation_languages.html": "names of languages",
    "parts/choices.html": "names of languages",
    "parts/language_menu.html": "names of languages",
    "parts/preview.html": _OWN_WORDS,
    "parts/proposal.html": "a proposed translation, beside the sentence it is for",
    "parts/read_as.html": _OWN_WORDS,
    "parts/split_note.html": "the title of another thread, as its own page shows it",
    "parts/term_row.html": _OWN_NAMES,
}
"""Templates that say languages or put text somewhere and belong to no surface, with the reason."""

NOT_BUILT = ("search", "embed", "push")
"""Surfaces that the design names and nobody has built. Who builds one gives it its row."""
