"""Pieces of sentences: names in a row, titles in quotes, stated dates, each in the page's language."""

import re
from dataclasses import dataclass

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
INNER = re.compile('[„“"]([^„“”"]*)[“”"]')  # a quotation inside a title
MOST_NAMES = 4
# German articles (as an object) of words that titles end in; a title that ends otherwise stands in quotes.
ARTICLES = {
    "die": ("toolbox", "plattform", "-app", " app", "datensammlung", "partnerschaft", "karte", "bibliothek"),
    "das": ("portal", "netzwerk", "labor", "dashboard", "cockpit", "register", "forum"),
    "den": ("assistent", "zwilling", "katalog", "leitfaden", "atlas", "baukasten"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence; ``url`` makes it a link, ``german`` marks contents that are not translated."""

    text: str
    url: str = ""
    german: bool = False

    def __str__(self):
        return self.text


def is_german():
    return (get_language() or "de").startswith("de")


def put_together(template, **values):
    """Fill a sentence's placeholders.

    Arguments: template, a translated text with %(name)s; values, for each name a text, a ``Piece`` or a list of them.
    Returns: a list of ``Piece``.
    """
    pieces, end = [], 0
    for match in PLACEHOLDER.finditer(template):
        value = values[match[1]]
        pieces.append(template[end : match.start()])
        pieces += value if isinstance(value, list) else [value]
        end = match.end()
    pieces.append(template[end:])
    return [piece if isinstance(piece, Piece) else Piece(str(piece)) for piece in pieces if str(piece)]


def in_a_row(names, joined=None):
    """Join some names, each a text or a ``Piece``: A, B und C; where a name has its own "und": A, B sowie C.

    Returns: a list of ``Piece``.
    """
    names = [name if isinstance(name, Piece) else Piece(str(name), german=True) for name in names]
    if len(names) < 2:
        return names
    some = [part for name in names[:-1] for part in (Piece(", "), name)][1:]
    compound = any(" und " in name.text for name in names)
    template = joined or (_("%(some)s as well as %(last)s") if compound else _("%(some)s and %(last)s"))
    return put_together(template, some=some, last=names[-1])


def quoted(title, url=""):
    """A title in the quotes of the page's language; its own become single ones, the title alone is the link."""
    return put_together(_("“%(title)s”"), title=Piece(INNER.sub(r"‚\1‘", title), url, german=True))


def as_object(title, url=""):
    """A title as what somebody makes: „die Beteiligungstoolbox“ where German knows its article, else in quotes."""
    if is_german() and (" " not in title or title.endswith(" App")):  # in longer titles the last word is not the head
        for article, endings in ARTICLES.items():
            if title.lower().endswith(endings):
                return [Piece(f"{article} "), Piece(title, url, german=True)]
    return quoted(title, url)


def together_with(nodes):
    """Who else takes part: ", mit Hildesheim und Lübeck"; only how many, where they are many; [] where nobody."""
    if not nodes:
        return []
    if len(nodes) > MOST_NAMES:
        return [Piece(_(", with %(number)d other model municipalities") % {"number": len(nodes)})]
    return put_together(_(", with %(names)s"), names=in_a_row([node.name for node in nodes]))


def in_words(stated):
    """A stated date as exactly as it is known: 2024, April 2024, 15. April 2024."""
    year, month, day = (*stated.split("-"), "", "")[:3]
    if not month:
        return year
    if not day:
        return f"{MONTHS[int(month)]} {year}"
    return f"{int(day)}{'.' if is_german() else ''} {MONTHS[int(month)]} {year}"


def at_time(stated):
    """The same with the preposition that it takes: 2024, im April 2024, am 15. April 2024."""
    template = (_("in %(year)s"), _("in %(month)s"), _("on %(day)s"))[stated.count("-")]
    return template % dict.fromkeys(("year", "month", "day"), in_words(stated))


def day_in_figures(day):
    """A day as people note it: 22.11.2026."""
    return f"{day:%d.%m.%Y}" if is_german() else formats.date_format(day, "j F Y")
