from core.models.outbox import Delivery, Outbox
from core.models.periodic import PeriodicRun

__all__ = ["Delivery", "Outbox", "PeriodicRun"]
