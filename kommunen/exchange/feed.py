"""Atom (RFC 4287): what was found, the last change first, a hundred entries a page (RFC 5005)."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kommunen.exchange.answers import LICENCE
from kommunen.exchange.rows import LANGUAGE
from kommunen.models import current_version

PAGE = 100
LAST_PAGE = 1000  # nobody reads on that far; it bounds what a page costs
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """Django's feed, with its licence, further pages, and for each entry the sources behind it."""

    def latest_post_date(self):
        """When something last changed; without entries, when anything did: the feed itself always has a date."""
        known = [item["updateddate"] for item in self.items]
        return max(known, default=datetime.fromtimestamp(current_version() / 1e9, UTC))

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE["url"]})
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for address in item["sources"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": clean(address)})


def clean(text):
    """Leave out what XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def entry_id(record):
    """Name a record for good (RFC 4151): neither a new title nor a new address changes it."""
    host, born = urlsplit(settings.PUBLIC_URL).hostname, record.created_at.date()
    return f"tag:{host},{born}:{record._meta.model_name}/{record.pk}"


def add_entry(feed, record, row):
    """Add one record. Arguments: feed; record; row, as its serializer writes it."""
    text = row.get("summary") or row.get("text") or ""
    checked = _("Last checked on %(day)s.") % {"day": row["checked_on"]} if row["checked_on"] else ""
    feed.add_item(
        title=clean(Truncator(str(record)).chars(200)) or record._meta.verbose_name,
        link=row["url"],
        description=escape(clean(" ".join(filter(None, [text, checked])))),  # Django says that it is HTML
        unique_id=entry_id(record),
        pubdate=record.created_at,
        updateddate=record.changed_at,
        categories=[clean(theme["name"]) for theme in row.get("themes") or () if theme],
        sources=[source["address"] for source in row["sources"]],
    )


def atom(title, pairs, *, page, address, pages=None, subtitle=""):
    """Return a feed as bytes.

    Arguments: title and subtitle; pairs of record and row, the last change first; page, the full address of the page
    that shows the same; address, of the feed itself; pages, {"next": address of further entries}.
    """
    with translation.override(LANGUAGE):
        site = "Netzwerk Modellkommunen"
        feed = Feed(
            title=clean(f"{title} – {site}"),
            link=page,
            description=None,
            subtitle=clean(subtitle) or None,
            language=LANGUAGE,
            author_name=site,
            author_link=settings.PUBLIC_URL,
            feed_url=address,
            feed_guid=address,
            feed_copyright=f"{LICENCE['name']} ({LICENCE['id']})",
            pages=pages or {},
        )
        for record, row in pairs:
            add_entry(feed, record, row)
        return feed.writeString("utf-8").encode()


def atom_parts(found):
    """Yield the feed of a list: a page of it, which leads to the next."""
    asked = found.query.get("page", "1")
    number = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    number = max(number, 1)
    pairs = found.newest((number - 1) * PAGE, PAGE + 1)

    def address(page):
        query = found.query.copy()
        query["format"] = "atom"
        query.pop("page", None)
        if page > 1:
            query["page"] = page
        return f"{found.page.split('?')[0]}?{query.urlencode()}"

    pages = {"first": address(1)} if number > 1 else {}
    if number > 1:
        pages["previous"] = address(number - 1)
    if len(pairs) > PAGE and number < LAST_PAGE:
        pages["next"] = address(number + 1)
    yield atom(found.title, pairs[:PAGE], page=found.page, address=address(number), pages=pages)
