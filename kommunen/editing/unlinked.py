"""Reuses that tell in words what was taken over, although the giver has a project that is called so."""

import re
from collections import defaultdict

from kommunen.models import Project, Reuse


def named_like_projects():
    """For each public reuse in words, the giver's only project that is called so: ``{id: title}``; two queries.

    Called so is a project whose title is these words, or begins with them; what stands in brackets tells of a part.
    """
    unlinked = Reuse.objects.published().filter(project=None, from_municipality__isnull=False).exclude(what="")
    words = {pk: (giver, called(what)) for pk, giver, what in unlinked.values_list("pk", "from_municipality", "what")}
    titles = defaultdict(list)
    own = Project.objects.published().filter(municipalities__in={giver for giver, _word in words.values()})
    for giver, title in own.values_list("municipalities", "title"):
        titles[giver].append(title)
    found = {}
    for pk, (giver, word) in words.items():
        like = [title for title in titles[giver] if f"{called(title)} ".startswith(f"{word} ")]
        if len(like) == 1:
            found[pk] = like[0]
    return found


def called(text):
    """A name as it is compared: without brackets, capitals and punctuation."""
    return " ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", re.sub(r"\([^)]*\)", " ", text.casefold())))
