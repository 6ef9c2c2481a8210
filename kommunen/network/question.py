"""What a free text asks: two municipalities and a theme, „Bamberg Kempten KI“."""

from dataclasses import dataclass

from kommunen.language.aliases import cooperation_aliases, municipality_aliases, shipped_aliases, theme_aliases
from kommunen.language.folding import fold
from kommunen.language.names import Forms, Names
from kommunen.models import Cooperation, Municipality, Territory, Theme, stamps
from kommunen.network.reading import public, related

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


def municipality_names(more):
    """The names of each model project: {slug: names}. A member town that is one itself (Mannheim) names only itself.

    Plain rows: where there are thousands, records of them with their units take ten times as long.
    """
    towns = related(Municipality, "territories", public(Territory, "name"))
    columns = ("pk", "slug", "name", "official_name", "project_name")
    rows = list(Municipality.objects.published().values_list(*columns))
    owners = {fold(alias): slug for _pk, slug, name, *_others in rows for alias in municipality_aliases(name)}
    found = {}
    for pk, slug, *stated in rows:
        own = every = municipality_aliases(*stated)
        if pk in towns:
            every = municipality_aliases(*stated, towns[pk])
        names = [name for name in every if name in own or owners.get(fold(name), slug) == slug]
        found[slug] = [*names, *more.get(slug, ())]
    return found


def theme_names(more):
    return {
        one.slug: [
            *theme_aliases(one.slug, one.name, one.name_en, one.synonyms.splitlines()),
            *more.get(one.slug, ()),
        ]
        for one in Theme.objects.published()
    }


def cooperation_names(more):
    titles = Cooperation.objects.published().order_by().values_list("slug", "title")
    return {slug: [*cooperation_aliases(title), *more.get(slug, ())] for slug, title in titles}


# How people write what is published, and the nouns that it is read from.
READ = {
    "municipalities": (municipality_names, Municipality, Territory),
    "themes": (theme_names, Theme),
    "cooperations": (cooperation_names, Cooperation),
}
_kept = {}  # kind → (stamp of its nouns, Forms); "names" → (their stamps, Names)


def names():
    """The names as they are now; of each kind they are read anew when one of its nouns was edited."""
    stamp = stamps.now()
    now = {kind: stamp(*nouns) for kind, (_read, *nouns) in READ.items()}
    if _kept.get("names", ("",))[0] != now:
        for kind, (read, *_nouns) in READ.items():
            if _kept.get(kind, ("",))[0] != now[kind]:
                _kept[kind] = now[kind], Forms(kind, read(shipped_aliases()[kind]))
        _kept["names"] = now, Names(**{kind: _kept[kind][1] for kind in READ})
    return _kept["names"][1]


def question(text):
    """Recognise what a text asks. Never raises."""
    return Question(**names().recognise(text[:LONGEST]))
