"""Which offered AI data fit which need: the same kind of data, and a theme or a word of the subject in common."""

from collections import Counter
from dataclasses import dataclass

from kommunen.language.tokens import analyse
from kommunen.models import Theme, TrainingData, TrainingDataKind, published_related

MEETS = {TrainingDataKind.NEED: TrainingDataKind.OFFER, TrainingDataKind.OFFER: TrainingDataKind.NEED}
FEW = 4  # records of which a theme says something even where all of them carry it
SHORTEST = 4  # letters of a word that says something


@dataclass(frozen=True)
class Described:
    """AI data, as far as it matters for who fits whom. ``words`` are stem → word of the subject."""

    owner: str  # slug
    slug: str
    title: str
    kind: str
    data_type: str
    themes: frozenset[str]
    words: dict


@dataclass(frozen=True)
class Fit:
    """Why an offer and a need fit: slugs of themes, words of the subject."""

    themes: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def strength(self):
        return len(self.themes) + 2 * len(self.words)  # a word is rarer than a theme


def described(records):
    """Return what published records say, as ``Described``; two queries."""
    rows = records.select_related("municipality").prefetch_related(published_related("themes", Theme.objects))
    return [
        Described(
            *(item.municipality.slug, item.slug, item.title, item.kind, item.data_type),
            frozenset(theme.slug for theme in item.themes.all()),
            subject_words(item.subject),
        )
        for item in rows
    ]


def subject_words(text):
    """The words of a subject by the stems of their parts: Baumkronen by that of Baum and that of Krone."""
    return {
        leaf: text[token.start : token.end]
        for token in analyse(text)
        if not token.stop
        for leaf in token.entry.leaves
        if len(leaf) >= SHORTEST
    }


def vague_themes():
    """The slugs of themes that more than half of all AI data carry, like AI itself: to share them says nothing."""
    through = TrainingData.objects.published().filter(themes__isnull=False)
    rows = list(through.order_by().values_list("pk", "themes__slug"))
    number = len({pk for pk, _theme in rows})
    spread = Counter(theme for _pk, theme in rows)
    return frozenset(theme for theme, times in spread.items() if number >= FEW and 2 * times > number)


def fit(one, other, vague=frozenset()):
    """Why one of two serves the other; None where it does not, or where both are of one owner, who knows both.

    Arguments: one and other, ``Described``; vague, the themes that say nothing.
    """
    if one.owner == other.owner or MEETS.get(one.kind) != other.kind or one.data_type != other.data_type:
        return None
    found = Fit(
        tuple(sorted((one.themes & other.themes) - vague)),
        tuple(dict.fromkeys(one.words[stem] for stem in sorted(one.words.keys() & other.words.keys()))),
    )
    return found if found.strength else None


def fitting(one, others, vague=frozenset()):
    """What serves one record: [(Described, Fit), …], the best first."""
    found = [(other, why) for other in others if (why := fit(one, other, vague))]
    return sorted(found, key=lambda pair: (-pair[1].strength, pair[0].title))


def matches(item):
    """What serves a published record, or whom it serves: [(TrainingData, Fit), …], the best first; four queries."""
    if item.kind not in MEETS:
        return []
    wanted = TrainingData.objects.published().filter(kind=MEETS[item.kind], data_type=item.data_type)
    [own] = described(TrainingData.objects.filter(pk=item.pk))
    return with_records(fitting(own, described(wanted), vague_themes()))


def needs_and_offers():
    """Every need with what serves it, what nothing serves first: [(TrainingData, [(TrainingData, Fit), …]), …]."""
    found = described(TrainingData.objects.published().filter(kind__in=MEETS))
    offers = [one for one in found if one.kind == TrainingDataKind.OFFER]
    vague = vague_themes()
    served = {one.slug: fitting(one, offers, vague) for one in found if one.kind == TrainingDataKind.NEED}
    slugs = {*served, *(other.slug for pairs in served.values() for other, _why in pairs)}
    records = {item.slug: item for item in TrainingData.objects.published().with_row().filter(slug__in=slugs)}
    rows = [(records[slug], [(records[other.slug], why) for other, why in pairs]) for slug, pairs in served.items()]
    return sorted(rows, key=lambda row: (bool(row[1]), row[0].sort_title))


def theme_names(fits):
    """The themes that some fits name: {slug: Theme}; one query."""
    slugs = {slug for why in fits for slug in why.themes}
    return {theme.slug: theme for theme in Theme.objects.published().filter(slug__in=slugs)} if slugs else {}


def with_records(pairs):
    """Put the records in place of what was said of them."""
    slugs = [other.slug for other, _why in pairs]
    records = {item.slug: item for item in TrainingData.objects.published().with_row().filter(slug__in=slugs)}
    return [(records[other.slug], why) for other, why in pairs]
