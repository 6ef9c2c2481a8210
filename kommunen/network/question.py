"""What a free text asks: two municipalities and a theme, „Bamberg Kempten KI“."""

from dataclasses import dataclass

from kommunen.language.aliases import cooperation_aliases, municipality_aliases, shipped_aliases, theme_aliases
from kommunen.language.folding import fold
from kommunen.language.names import Names
from kommunen.models import Cooperation, Municipality, Territory, Theme, published_related, stamps

LONGEST = 500  # characters that are read of a text


@dataclass(frozen=True)
class Question:
    """What was recognised in a text: slugs, each in the order of first mention."""

    municipalities: list[str]
    themes: list[str]
    cooperations: list[str]

    @property
    def pair(self):
        """The two municipalities; None where there are fewer or more."""
        return tuple(self.municipalities) if len(self.municipalities) == 2 else None

    @property
    def theme(self):
        """The slug of the theme that was named first; "" where none was."""
        return self.themes[0] if self.themes else ""


def names_of(municipality, owners):
    """The names of a model project. A member town that is one itself (Mannheim) names only itself.

    Arguments: municipality, with its published territories; owners, {folded name: slug of whose own name it is}.
    """
    towns = [unit.name for unit in municipality.territories.all()]
    own = municipality_aliases(municipality.name, municipality.official_name, municipality.project_name)
    every = municipality_aliases(
        municipality.name, municipality.official_name, municipality.project_name, territories=towns
    )
    return [name for name in every if name in own or owners.get(fold(name), municipality.slug) == municipality.slug]


def read_names():
    """All names of what is published, as people write them."""
    more = shipped_aliases()
    units = published_related("territories", Territory.objects)
    municipalities = list(Municipality.objects.published().prefetch_related(units))
    owners = {fold(alias): one.slug for one in municipalities for alias in municipality_aliases(one.name)}
    return Names(
        municipalities={
            one.slug: [*names_of(one, owners), *more["municipalities"].get(one.slug, [])] for one in municipalities
        },
        themes={
            one.slug: [
                *theme_aliases(one.slug, one.name, one.name_en, one.synonyms.splitlines()),
                *more["themes"].get(one.slug, []),
            ]
            for one in Theme.objects.published()
        },
        cooperations={
            slug: [*cooperation_aliases(title), *more["cooperations"].get(slug, [])]
            for slug, title in Cooperation.objects.published().values_list("slug", "title")
        },
    )


_kept = {}  # "names" → (stamp of the nouns that have names, Names)


def names():
    """The names as they are now, read anew when one of the nouns that have names was edited."""
    stamp = stamps.now()(Municipality, Territory, Theme, Cooperation)
    kept = _kept.get("names")
    if kept is None or kept[0] != stamp:
        kept = _kept["names"] = stamp, read_names()
    return kept[1]


def question(text):
    """Recognise what a text asks. Never raises."""
    return Question(**names().recognise(text[:LONGEST]))
