"""The reasons of a suggestion in words, each with the address where a person can check it."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kommunen.models import MunicipalityKind, State
from kommunen.network.picture import KINDS
from kommunen.network.words import Piece, in_a_row, put_together, quoted

FEW = 3
LIKE = 3  # times as large or small, up to which two are called of like size
SHORT = 60  # letters of a title that fits into a reason
RUNNING = "aktiv"  # reasons in the present name only what has not ended
LASTING = [kind for kind in KINDS if kind not in ("project", "event")]  # which ties make a partner (profiles.py)


class Sentence(str):
    """A text that knows its ``pieces``: which of them are contents, and so German on every page."""

    def __new__(cls, pieces):
        text = super().__new__(cls, "".join(map(str, pieces)))
        text.pieces = pieces
        return text


def sentence(template, **values):
    """Fill a sentence's placeholders with texts, pieces or lists of pieces."""
    return Sentence(put_together(template, **values))


def text_of(reason, network, a, b):
    """One reason in a few words, a ``Sentence``. Arguments: reason; network; a and b, who should meet whom (nodes)."""
    text = WORDS[reason.kind](reason.facts, network, a, b)
    return text if isinstance(text, Sentence) else Sentence([Piece(text)])


def address_of(reason, network, a, b, theme=""):
    """Where the records behind a reason can be seen."""
    return ADDRESSES[reason.kind](reason.facts, a, b, theme)


def in_words(network, node, theme, suggestions):
    """Suggestions for a page: [{"node", "score", "known", "reasons": [{"kind", "text", "url", "points"}]}]."""
    return [
        {
            "node": one.node,
            "score": one.score,
            "known": one.known,
            "reasons": [
                {
                    "kind": reason.kind,
                    "text": text_of(reason, network, node, one.node),
                    "url": address_of(reason, network, node, one.node, theme),
                    "points": reason.points,
                }
                for reason in one.reasons
            ],
        }
        for one in suggestions
    ]


def listed(names):
    """Up to three names and how many more: A, B, C und 2 weitere."""
    return "".join(map(str, row(names)))


def row(names):
    """The same as pieces, the names marked as German."""
    names = [Piece(str(name), german=True) for name in names]
    if len(names) > FEW:
        rest = len(names) - FEW
        more = ngettext("%(number)d more", "%(number)d more", rest) % {"number": rest}
        names = [*names[:FEW], Piece(more)]
    return in_a_row(names)


def already_connected(ties):
    """On what somebody is active already: schon verbunden bei: „Beteiligungstoolbox“."""
    titles = dict.fromkeys(tie.fact.title for tie in ties)
    return _("already connected by %(titles)s") % {
        "titles": listed("".join(map(str, quoted(title))) for title in titles)
    }


def in_themes(facts, network):
    themes = (network.subjects[slug] for slug in facts["themes"] if slug in network.subjects)
    return listed("".join(map(str, quoted(str(theme)))) for theme in themes)


def comparable(facts, network, a, b):
    kind = [_("Comparable: %(kind)s, too") % {"kind": MunicipalityKind(facts["kind"]).label}] if facts["kind"] else []
    if not facts["population"]:
        return kind[0]
    number = number_format(facts["population"], force_grouping=True)
    size = _("of like size (%(number)s inhabitants)")
    if facts["times"] > LIKE:
        size = _("less than five times as large or small (%(number)s inhabitants)")
    return ", ".join([*kind, size % {"number": number}]) if kind else capfirst(size % {"number": number})


def experience(facts, network, a, b):
    number, ended = facts["number"], facts["ended"]
    said = ngettext(
        "Experienced: takes part in %(number)d cooperation",
        "Experienced: takes part in %(number)d cooperations",
        number,
    )
    if ended == number:
        said = ngettext(
            "Experienced: took part in %(number)d cooperation",
            "Experienced: took part in %(number)d cooperations",
            number,
        )
    elif ended:
        said = _("Experienced: takes or took part in %(number)d cooperations")
    return said % {"number": number}


def congress(facts, network, a, b):
    past, ahead = _("Was there: %(titles)s"), _("Is expected there: %(titles)s")
    if facts["both"]:
        past, ahead = _("Both were there: %(titles)s"), _("Both are expected there: %(titles)s")
    told = ((past, facts["past"]), (ahead, facts["ahead"]))
    sentences = [put_together(template, titles=row(one.title for one in found)) for template, found in told if found]
    return Sentence([piece for one in sentences for piece in (Piece(". "), *one)][1:])


def stage(facts, network, a, b):
    values = {"themes": in_themes(facts, network), "name": Piece(a.name, german=True)}
    if facts["title"] and len(facts["title"]) <= SHORT:
        template = _("Runs %(title)s on %(themes)s, where %(name)s still plans or builds")
        return sentence(template, title=quoted(facts["title"]), **values)
    return sentence(_("Runs something on %(themes)s already, where %(name)s still plans or builds"), **values)


def works(facts, network, a, b):
    number = facts["number"]
    return ngettext("%(number)d project on the theme", "%(number)d projects on the theme", number) % {"number": number}


def own_data(facts, network, a, b):
    titles = row("".join(map(str, quoted(title))) for title, _slug in facts["data"])
    if facts["open"]:
        return sentence(_("AI data that others can join: %(titles)s"), titles=titles)
    return sentence(_("AI data on the theme: %(titles)s"), titles=titles)


def joined(facts, network, a, b):
    titles = row("".join(map(str, quoted(fact.title))) for fact in facts["cooperations"])
    return sentence(_("Takes part on the theme in: %(titles)s"), titles=titles)


WORDS = {
    "state": lambda facts, *rest: sentence(
        _("Also in %(states)s"), states=row(State(one).label for one in facts["states"])
    ),
    "near": lambda facts, *rest: _("%(km)d km away") % {"km": round(facts["km"])},
    "themes": lambda facts, network, *rest: _("Similar themes: %(themes)s") % {"themes": in_themes(facts, network)},
    "comparable": comparable,
    "experience": experience,
    "congress": congress,
    "organisation": lambda facts, *rest: sentence(_("Shared partner: %(names)s"), names=row(facts["names"])),
    "technology": lambda facts, *rest: sentence(_("Uses this, too: %(names)s"), names=row(facts["names"])),
    "partner": lambda facts, network, *rest: sentence(
        _("Shared partners from cooperations: %(names)s"),
        names=row(network.nodes[slug] for slug in facts["slugs"] if slug in network.nodes),
    ),
    "neighbours": lambda facts, network, *rest: sentence(
        _("Has partners from %(states)s in cooperations: %(names)s"),
        states=row(State(one).label for one in facts["states"]),
        names=row(network.nodes[slug] for slug in facts["slugs"] if slug in network.nodes),
    ),
    "stage": stage,
    "ai_data": lambda facts, *rest: sentence(
        _("AI training data, offered or needed: %(titles)s"), titles=row(title for title, _key in facts["data"])
    ),
    "works": works,
    "own_data": own_data,
    "joined": joined,
    "attends": lambda facts, *rest: sentence(
        _("Is stated to attend: %(title)s"), title=Piece(facts["meeting"].title, german=True)
    ),
}


def to(name, **query):
    """The address of a list with filters."""
    return f"{reverse(f'kommunen:{name}')}?{urlencode(query, doseq=True)}"


def profile(facts, a, b, theme):
    return b.get_absolute_url()


ADDRESSES = {
    "state": lambda facts, a, b, theme: to("municipality-list", land=facts["states"]),
    "near": lambda facts, a, b, theme: to("municipality-list", nahe=a.slug),
    "themes": lambda facts, a, b, theme: to("connected", a=a.slug, b=b.slug),
    "comparable": profile,
    "experience": lambda facts, a, b, theme: to("cooperation-list", kommune=b.slug),
    "congress": lambda facts, a, b, theme: (facts["past"] or facts["ahead"])[0].get_absolute_url(),
    "organisation": lambda facts, a, b, theme: to("search", q=facts["names"][0]),
    "technology": lambda facts, a, b, theme: to("project-list", kommune=b.slug, technik=facts["keys"]),
    "partner": lambda facts, a, b, theme: to("network", kommune=b.slug, art=LASTING, stand=RUNNING),
    "neighbours": lambda facts, a, b, theme: to(
        "network", kommune=b.slug, land=facts["states"], art=LASTING, stand=RUNNING
    ),
    "stage": lambda facts, a, b, theme: to(
        "project-list", kommune=b.slug, status="in_operation", thema=theme or facts["themes"][:FEW]
    ),
    "ai_data": lambda facts, a, b, theme: reverse("kommunen:training-data", args=[facts["data"][0][1]]),
    "works": lambda facts, a, b, theme: to("project-list", kommune=b.slug, thema=theme),
    "own_data": lambda facts, a, b, theme: reverse("kommunen:training-data", args=[facts["data"][0][1]]),
    "joined": lambda facts, a, b, theme: to("cooperation-list", kommune=b.slug, thema=theme),
    "attends": lambda facts, a, b, theme: facts["meeting"].get_absolute_url(),
}
