from forum.models.category import Category
from forum.models.demand import ReadDemand
from forum.models.event import ThreadEvent
from forum.models.post import Post, PostRevision
from forum.models.thread import Thread

__all__ = ["Category", "Post", "PostRevision", "ReadDemand", "Thread", "ThreadEvent"]
