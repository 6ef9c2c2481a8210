"""Who may do what in the admin: asked of the roles, never of Django's own permission table."""


def may_see(user):
    """Whether an account may look at all entries: everybody with a role may."""
    return getattr(user, "has_role", False)  # the login page asks for nobody


def is_pmo(user):
    """Whether an account belongs to the PMO."""
    return getattr(user, "is_pmo", False)


def may_change(user, model, record=None):
    """Whether an account may change this record, or without one: anything of its kind."""
    if is_pmo(user):
        return True
    if not (may_see(user) and model.owned_through and user.edited_municipalities):
        return False
    return record is None or model.objects.editable_by(user).filter(pk=record.pk).exists()


def may_add(user, model):
    """Whether an account may add to this noun; municipalities themselves are the PMO's to add."""
    return is_pmo(user) or (model.owned_through != "pk" and may_change(user, model))
