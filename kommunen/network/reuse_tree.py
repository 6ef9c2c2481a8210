"""Who took a project over from whom, as a tree: whoever gave it without having taken it stands at the root."""

from dataclasses import dataclass, field


@dataclass
class Branch:
    """Somebody who has the project: by which reuse (None at the root), and who took it over from there."""

    name: str
    municipality: object = None
    reuse: object = None
    branches: list["Branch"] = field(default_factory=list)


def reuse_tree(reuses):
    """Return the branches of the tree that some reuses of one project make; each reuse stands in it once.

    Two sides are the same where they are the same municipality, or have the same name outside them. Where all took it
    from each other in a circle, the first giver is the root.
    Arguments: reuses, in the order in which they are shown, with their municipalities.
    """
    left = {}
    for reuse in reuses:
        left.setdefault(key_of(reuse, "from"), []).append(reuse)
    takers = {key_of(reuse, "to") for reuse in reuses}
    roots = []
    for giver in sorted(left, key=lambda key: key in takers):  # stable: who never took it comes first
        if taken := left.get(giver):
            root = Branch(taken[0].giver, taken[0].from_municipality)
            grow(root, giver, left)
            roots.append(root)
    return roots


def grow(branch, key, left):
    """Hang on a branch whatever was taken over from there. Arguments: left, the reuses by giver; it is emptied."""
    for reuse in left.pop(key, []):
        child = Branch(reuse.taker, reuse.to_municipality, reuse)
        branch.branches.append(child)
        grow(child, key_of(reuse, "to"), left)


def key_of(reuse, side):
    """What makes one side of a reuse the same as another."""
    municipality = getattr(reuse, f"{side}_municipality_id")
    return municipality or getattr(reuse, f"{side}_name").casefold()
