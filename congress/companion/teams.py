"""For which municipality an account takes notes."""

from kommunen.models import Municipality

CHOICE = "companion_municipality"  # in the session, for accounts with several


def own_municipalities(user):
    """The municipalities that an account belongs to, with whatever role."""
    return Municipality.objects.filter(memberships__user=user).distinct().order_by("sort_name", "pk")


def teams_of(user):
    """For which municipalities an account may open the companion: the own ones; for the PMO all, its own first."""
    own = list(own_municipalities(user))
    if not user.is_pmo:
        return own
    return own + [one for one in Municipality.objects.published().order_by("sort_name", "pk") if one not in own]


def team_of(user, chosen=""):
    """The municipality whose team is meant.

    Arguments: user; chosen, a slug that was picked before, "" for none.
    Returns: the picked one, else the account's own first one, else None (a PMO account that has to pick one, or an
    account without any).
    """
    teams = teams_of(user)
    picked = [one for one in teams if one.slug == chosen]
    own = picked or list(own_municipalities(user)[:1])
    return own[0] if own else None


def may_write(user, municipality):
    """Whether an account may write for a team: its editors and the PMO; a reader reads."""
    return user.is_pmo or municipality.pk in user.edited_municipalities
