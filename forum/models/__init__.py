from forum.models.category import Category
from forum.models.decision import Appeal, DecisionNotice
from forum.models.demand import ReadDemand
from forum.models.draft import Draft
from forum.models.event import ThreadEvent
from forum.models.export import MemberExport
from forum.models.first_post import HeldPost, UnwantedHost
from forum.models.legal import Flag, LegalAcceptance, LegalPage
from forum.models.merge import MergedPost, ThreadMerge, ThreadSplit
from forum.models.notification import Notification, NotificationDelivery, NotificationSettings
from forum.models.poll import Poll, PollOption, PollVote
from forum.models.post import Post, PostRevision
from forum.models.profile import Profile
from forum.models.quote import Quote
from forum.models.reading import Bookmark, ThreadRead, Visit
from forum.models.review import ReviewItem
from forum.models.subscription import Subscription
from forum.models.tag import Product, Tag, ThreadTag
from forum.models.thread import Thread
from forum.models.transfer import ImportedItem, ImportRun, Placeholder
from forum.models.upload import LinkPreview, LinkPreviewUse, Upload, UploadUse
from forum.models.vote import Confirmation, Vote
from forum.models.votes_apart import VotesApart
from forum.models.words import ListedWord

__all__ = [
    "Appeal",
    "Bookmark",
    "Category",
    "Confirmation",
    "DecisionNotice",
    "Draft",
    "Flag",
    "HeldPost",
    "ImportRun",
    "ImportedItem",
    "LegalAcceptance",
    "LegalPage",
    "LinkPreview",
    "LinkPreviewUse",
    "ListedWord",
    "MemberExport",
    "MergedPost",
    "Notification",
    "NotificationDelivery",
    "NotificationSettings",
    "Placeholder",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostRevision",
    "Product",
    "Profile",
    "Quote",
    "ReadDemand",
    "ReviewItem",
    "Subscription",
    "Tag",
    "Thread",
    "ThreadEvent",
    "ThreadMerge",
    "ThreadRead",
    "ThreadSplit",
    "ThreadTag",
    "UnwantedHost",
    "Upload",
    "UploadUse",
    "Visit",
    "Vote",
    "VotesApart",
]
