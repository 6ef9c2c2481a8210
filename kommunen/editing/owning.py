"""To whom a record belongs, and who may give it to whom: asked by forms, imports and bulk edits alike."""

from django.utils.translation import gettext_lazy as _

ONLY_OWN = _("You can enter or remove only your own municipality here.")


def ownership_field(model):
    """The field through which a record belongs to a municipality; "" where it is none of its own fields."""
    path = getattr(model, "owned_through", "")
    return "" if path == "pk" or "__" in path else path


def may_give(user, model, before, chosen):
    """Whether an editor may make a record belong to these municipalities.

    Nobody gives a record to others, or takes it from them. Arguments: before and chosen, sets of ids; before is empty
    for a new record.
    """
    if user.is_pmo:
        return True
    own = user.edited_municipalities
    if model._meta.get_field(ownership_field(model)).many_to_many:
        return bool(before | chosen) and before ^ chosen <= own
    return bool(chosen) and chosen <= own
