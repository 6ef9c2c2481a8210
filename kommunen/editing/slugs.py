"""An address that is still free."""

from kommunen.language.folding import german_slug

LONGEST = 110


def free_slug(model, name):
    """The address made of a name in German spelling (ä as ae), with a number where it is taken; "" for no letters."""
    slug = german_slug(name)[:LONGEST].strip("-")
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 1, slug
    while slug and free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
