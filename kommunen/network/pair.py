"""All that is told of two municipalities: the verdict, its sentence, and what each does without the other."""

from dataclasses import dataclass, field

from kommunen.network.hooks import hooks, separate_works, shared_themes
from kommunen.network.sentence import Sentence, sentence
from kommunen.network.verdict import Answer, answer


@dataclass(frozen=True)
class Told:
    """``works`` is what each does on the asked theme, {slug: [Work, …]}; ``shared`` the common themes if none is."""

    answer: Answer
    sentence: Sentence
    works: dict = field(default_factory=dict)
    shared: list = field(default_factory=list)


def tell(network, a, b, theme=None):
    """Answer what is recorded of two, on a theme or on any; two small queries at most.

    Arguments: network; a and b, two of its nodes; theme, one of its subjects or None.
    """
    found = answer(network, a, b, theme)
    if theme:
        works = separate_works(network, found.a, found.b, theme)
        return Told(found, sentence(found, network, hooks(network, works)), works)
    shared = shared_themes(network, found.a, found.b)
    themes = [row[0] for row in shared]
    return Told(found, sentence(found, network, shared=themes), {found.a.slug: [], found.b.slug: []}, shared)
