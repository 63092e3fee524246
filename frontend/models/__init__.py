from frontend.models.idempotency import IdempotencyRecord
from frontend.models.submission import Submission

__all__ = ["IdempotencyRecord", "Submission"]
