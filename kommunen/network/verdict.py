"""The answer to "Schon verbunden?": one of four verdicts, and what it rests on."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from kommunen.network.facts import Node, Subject
from kommunen.network.ties import Tie


class Verdict(models.TextChoices):
    """How two are connected. There is no "no": what is not recorded may well be."""

    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")
    INDIRECT = "indirect", _("indirect")
    NOT_RECORDED = "not_recorded", _("not recorded")

    @property
    def tone(self):
        """The kind of edge that the answer has; it only accompanies the words."""
        return {self.ACTIVE: "active"}.get(self, "unknown")


@dataclass(frozen=True)
class Answer:
    """What is recorded of two municipalities, in the alphabet's order, on a theme or on any.

    ``direct`` and ``indirect`` are the ties that fit the theme, ``elsewhere`` those that do not; the first counts most.
    """

    a: Node
    b: Node
    theme: Subject | None
    verdict: Verdict
    direct: list[Tie]
    indirect: list[Tie]
    elsewhere: list[Tie]

    @property
    def evidence(self):
        """What the verdict rests on."""
        return self.indirect if self.verdict == Verdict.INDIRECT else self.direct


def judge(direct, indirect, today):
    """The verdict for the ties that fit the question.

    Arguments: direct and indirect, lists of ``Tie``; today. The first that fits wins.
    """
    if any(not tie.has_ended(today) for tie in direct):
        return Verdict.ACTIVE
    if direct:
        return Verdict.ENDED
    return Verdict.INDIRECT if indirect else Verdict.NOT_RECORDED


def answer(network, a, b, theme=None):
    """What is recorded of two municipalities.

    Arguments: network; a and b, two of its nodes, in any order; theme, a ``Subject`` or None for any.
    Raises: ValueError where both are the same.
    """
    if a.slug == b.slug:
        raise ValueError("a municipality is not its own partner")
    a, b = sorted((a, b), key=lambda node: (node.sort_name, node.slug))
    asked = theme.slug if theme else ""
    direct, indirect = network.ties(a.slug, b.slug)
    fitting = [tie for tie in direct if tie.fits(asked)], [tie for tie in indirect if tie.fits(asked)]
    elsewhere = [tie for tie in (*direct, *indirect) if not tie.fits(asked)]
    return Answer(a, b, theme, judge(*fitting, network.today), *fitting, elsewhere)
