"""The addresses that search engines may list: published pages in both languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from congress.models import Congress
from kommunen.models import Cooperation, Municipality, Page, Project, Theme, TrainingData


class RecordSitemap(Sitemap):
    """The pages of one noun."""

    i18n = True
    alternates = True
    x_default = True
    limit = 5000

    def __init__(self, noun):
        self.noun = noun

    def items(self):
        return self.noun.objects.published().only("slug", "changed_at").order_by("pk")

    def lastmod(self, record):
        return record.changed_at


class SiteSitemap(Sitemap):
    """The pages that are no record."""

    i18n = True
    alternates = True
    x_default = True

    def items(self):
        names = [
            "municipality-list",
            "project-list",
            "cooperation-list",
            "theme-list",
            "training-data-list",
            "training-data-needs",
            "reuse-list",
        ]
        return [
            "congress:start",
            "congress:congress-list",
            "congress:programme",
            *(f"kommunen:{name}" for name in [*names, "map", "connected", "about", "news", "data"]),
        ]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "site": SiteSitemap(),
    **{
        noun._meta.model_name: RecordSitemap(noun)
        for noun in (Municipality, Project, Cooperation, Theme, TrainingData, Congress, Page)
    },
}
