"""What changed lately, the newest first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.views.generic import TemplateView

from kommunen.models import Cooperation, Municipality, Project, TrainingData
from kommunen.views.base import AnsweredElsewhere

ROWS = 50
FEW = 5  # so many new records of one kind and day are named; more become one line
NOUNS = [
    (Municipality, "municipality"),
    (Project, "project"),
    (Cooperation, "cooperation"),
    (TrainingData, "training-data"),
]


@dataclass(frozen=True)
class Entry:
    """One line: a record that is new or changed, or how many of a kind came in on one day."""

    day: date
    noun: object
    record: object = None
    count: int = 0
    list_name: str = ""


class NewsView(AnsweredElsewhere, TemplateView):
    """Changes one by one; what came in together, such as a whole file of projects, in one line."""

    template_name = "kommunen/news.html"
    elsewhere = {"atom": "kommunen:feed-news"}

    def get_context_data(self, **kwargs):
        found = [entry for noun, name in NOUNS for entry in entries(noun.objects.published(), name)]
        found.sort(key=lambda entry: entry.day, reverse=True)
        return super().get_context_data(entries=found[:ROWS], **kwargs)


def entries(records, name):
    """What is new and what changed among a noun's records; in two queries.

    Arguments: records, a queryset; name, of the noun's addresses.
    """
    noun = records.model._meta
    days = (
        records.annotate(day=TruncDate("created_at")).values("day").order_by("-day").annotate(count=Count("pk"))[:ROWS]
    )
    many = {row["day"]: row["count"] for row in days if row["count"] > FEW}
    for day, count in many.items():
        yield Entry(day, noun, count=count, list_name=f"kommunen:{name}-list")
    for record in records.order_by("-changed_at", "-pk")[: ROWS * 2]:
        if record.version > 1 or timezone.localdate(record.created_at) not in many:
            yield Entry(timezone.localdate(record.changed_at), noun, record)
