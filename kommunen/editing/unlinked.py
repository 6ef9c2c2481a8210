"""Reuses that tell in words what was taken over, although the giver has a project that is called so."""

import re
from collections import defaultdict

from kommunen.models import Project, Reuse


def named_like_projects(rows):
    """For each public reuse in words, the giver's only project that is called so: ``{id: title}``.

    Arguments: rows, as ``doubles.names`` gives them. Called so is a project whose title is these words, or begins with
    them; what stands in brackets tells of a part.
    """
    titles, reuses = defaultdict(list), []
    for label, pk, text, owner in rows:
        if label == Project._meta.label:
            titles[owner].append(text)
        elif label == Reuse._meta.label:
            reuses.append((pk, owner, called(text)))
    found = {}
    for pk, giver, word in reuses:
        like = [title for title in titles[giver] if f"{called(title)} ".startswith(f"{word} ")]
        if len(like) == 1:
            found[pk] = like[0]
    return found


def called(text):
    """A name as it is compared: without brackets, capitals and punctuation."""
    return " ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", re.sub(r"\([^)]*\)", " ", text.casefold())))
