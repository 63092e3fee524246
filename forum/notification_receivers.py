"""What the forum does about the news: members are told. Each receiver calls one action."""

from core.events import receiver
from forum.actions.notifications import (
    notify_of_correction,
    notify_of_decision,
    notify_of_language_report,
    notify_of_post,
    notify_of_solution,
    sum_up_votes,
    withdraw,
)
from forum.events import (
    AnswerAccepted,
    AnswerConfirmed,
    AnswerUnaccepted,
    AnswerUnconfirmed,
    FlagDecided,
    PostDeleted,
    PostEdited,
    PostHidden,
    PostLanguageReported,
    PostPublished,
    PostRestored,
    PostVoted,
    ThreadOpened,
)
from translation.events import TranslationCorrected


@receiver(ThreadOpened, PostPublished, PostRestored)
def tell_of_post(news: ThreadOpened | PostPublished | PostRestored) -> None:
    notify_of_post(post_id=news.post_id)


@receiver(PostEdited)
def tell_of_edit(news: PostEdited) -> None:
    notify_of_post(post_id=news.post_id, edited=True)


@receiver(PostDeleted, PostHidden)
def take_back(news: PostDeleted | PostHidden) -> None:
    withdraw(post_id=news.post_id)


@receiver(AnswerAccepted)
def tell_of_solution(news: AnswerAccepted) -> None:
    notify_of_solution(post_id=news.post_id)


@receiver(AnswerUnaccepted)
def take_solution_back(news: AnswerUnaccepted) -> None:
    withdraw(key=f"accepted:{news.post_id}")


@receiver(PostVoted, AnswerConfirmed, AnswerUnconfirmed)
def tell_of_votes(news: PostVoted | AnswerConfirmed | AnswerUnconfirmed) -> None:
    sum_up_votes(post_id=news.post_id)


@receiver(TranslationCorrected)
def tell_of_correction(news: TranslationCorrected) -> None:
    notify_of_correction(correction_id=news.correction_id)


@receiver(PostLanguageReported)
def ask_for_language(news: PostLanguageReported) -> None:
    notify_of_language_report(post_id=news.post_id, language=news.language)


@receiver(FlagDecided)
def tell_of_decision(news: FlagDecided) -> None:
    notify_of_decision(flag_id=news.flag_id)
