"""The suggestions in short: on a municipality's own page, and where a project seeks somebody who takes it over."""

from django import template

from kommunen.network.current import network
from kommunen.network.pair import tell
from kommunen.network.question import question
from kommunen.network.suggestions import suggest
from kommunen.network.wording import in_words

register = template.Library()
FEW, REASONS = 3, 3
ASKED = 3  # of a project's municipalities, and of its themes: for so many each is asked who could take it over


@register.inclusion_tag("components/short_suggestions.html")
def short_suggestions(municipality):
    """Three to meet next, each with its weightiest reasons. Arguments: municipality, with a slug."""
    found = network()
    node = found.nodes.get(municipality.slug)
    rows = in_words(found, node, "", suggest(found, node)[:FEW]) if node else []
    for row in rows:
        row["reasons"] = row["reasons"][:REASONS]
    return {"node": node, "rows": rows}


@register.inclusion_tag("components/takeover_candidates.html")
def takeover_candidates(project, places):
    """Three who could take a project over: the best suggestions for its municipalities on its themes, with reasons.

    Arguments: project, with its themes and reuses prefetched; places, its municipalities. Whoever has it already, or
    works with them on that theme, is left out.
    """
    found = network()
    own = {place.slug for place in places}
    has_it = own | {reuse.to_municipality.slug for reuse in project.reuses.all() if reuse.to_municipality}
    nodes = [found.nodes[slug] for slug in sorted(own)[:ASKED] if slug in found.nodes]
    themes = [theme.slug for theme in project.themes.all()[:ASKED]] or [""]
    best = {}
    for node in nodes:
        for theme in themes:
            for one in suggest(found, node, theme)[: FEW + len(has_it)]:
                known = best.get(one.node.slug)
                if one.node.slug not in has_it and (known is None or known[0].score < one.score):
                    best[one.node.slug] = one, node, theme
    rows = []
    for one, node, theme in sorted(best.values(), key=lambda row: (row[0].known, -row[0].score, row[0].node.sort_name))[
        :FEW
    ]:
        [row] = in_words(found, node, theme, [one])
        rows.append({**row, "reasons": row["reasons"][:REASONS], "node_from": node})
    return {"rows": rows}


@register.inclusion_tag("components/pair_example.html")
def pair_example(text):
    """Answer one example of the question „Schon verbunden?“, where the records know both. Arguments: text, as typed."""
    found, asked = network(), question(text)
    if not asked.pair:
        return {}
    a, b = (found.nodes[slug] for slug in asked.pair)
    return {"text": text, "told": tell(found, a, b, found.subjects.get(asked.theme))}
