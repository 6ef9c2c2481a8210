"""The answer in one good sentence that could be read out in the hall; never a bare "no"."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kommunen.models import CooperationKind, first_day, last_day
from kommunen.network.verdict import Verdict
from kommunen.network.words import (
    Piece,
    as_object,
    at_time,
    day_in_figures,
    in_a_row,
    in_words,
    put_together,
    quoted,
    together_with,
)

FEW = 3  # titles that are named one by one


@dataclass(frozen=True)
class Sentence:
    """``lead`` is its first word („Ja.“), ``pieces`` are the rest, some of them links."""

    lead: str
    pieces: list[Piece]

    def __str__(self):
        return " ".join(filter(None, (self.lead, "".join(piece.text for piece in self.pieces).strip())))


def sentence(answer, network, hooks=(), shared=()):
    """Say what is recorded of two municipalities.

    Arguments: answer; network, for the names and the day; hooks, what they could begin with (``hooks.Hook``), and
    shared, the themes that both work on: said only where nothing binds them.
    """
    write = {Verdict.ACTIVE: active, Verdict.ENDED: ended, Verdict.INDIRECT: indirect}
    said = Said(network, answer)
    lead, sentences = write.get(answer.verdict, not_recorded)(said)
    sentences += said.elsewhere()
    if answer.verdict in (Verdict.NOT_RECORDED, Verdict.INDIRECT) and hooks:
        sentences.append(put_together(_("Where to begin: %(hooks)s."), hooks=row_of(list(map(hook_in_words, hooks)))))
    if answer.verdict == Verdict.NOT_RECORDED and shared:
        themes = row_of([quoted(str(theme), theme.get_absolute_url()) for theme in shared[:FEW]])
        sentences.append(put_together(_("Both work on %(themes)s."), themes=themes))
    pieces = [piece for one in sentences for piece in (Piece(" "), *one)][1:]
    return Sentence(lead, pieces)


class Said:
    """What has been said so far: a record is named once, under whatever title it appears again."""

    def __init__(self, network, answer):
        self.network, self.answer, self.today = network, answer, network.today
        self.pair = in_a_row([answer.a.name, answer.b.name])
        self.named = set()

    def name(self, tie):
        """Note that a tie is named. Returns: whether it is named for the first time."""
        fact = tie.fact
        keys = {fact.title.casefold(), fact.same_as or fact.slug if fact.noun in ("cooperation", "reuse") else ""} - {
            ""
        }
        new = not keys & self.named
        self.named |= keys
        return new

    def titles(self, ties):
        """Up to three titles, and how many more. Returns: a list of ``Piece``; [] where all have been named."""
        fresh = [tie for tie in ties if self.name(tie)]
        links = [quoted(tie.fact.title, tie.fact.get_absolute_url()) for tie in fresh[:FEW]]
        if len(fresh) > FEW:
            rest = len(fresh) - FEW
            links.append([Piece(ngettext("%(number)d more", "%(number)d more", rest) % {"number": rest})])
        return row_of(links)

    def others(self, tie):
        """Who else takes part and has not left."""
        pair = (self.answer.a.slug, self.answer.b.slug)
        staying = [part.slug for part in tie.fact.parts if not (part.end and last_day(part.end) < self.today)]
        return [self.network.nodes[slug] for slug in dict.fromkeys(staying) if slug not in pair]

    def ground(self):
        """To what "not recorded" refers: the day, and the theme that was asked."""
        theme = self.answer.theme
        return {
            "day": day_in_figures(self.network.as_of),
            "theme": quoted(str(theme), theme.get_absolute_url()) if theme else [],
        }

    def further(self, ties):
        """What else ties the two, a sentence each: what runs, comes, may no longer run, and where they have met."""
        past = [tie for tie in ties if tie.is_over(self.today)]
        ahead = [tie for tie in ties if tie.is_ahead(self.today)]
        unsure = [tie for tie in ties if tie.is_unsure(self.today) and tie not in past]
        rest = [tie for tie in ties if tie not in past and tie not in ahead and tie not in unsure]
        sentences = (
            (_("They also share %(titles)s."), rest),
            (_("In future also: %(titles)s."), ahead),
            (_("Also recorded: %(titles)s; whether it still runs is not known."), unsure),
            (_("They also met here: %(titles)s."), past),
        )
        return [put_together(said, titles=titles) for said, found in sentences if (titles := self.titles(found))]

    def elsewhere(self):
        """What binds the two on other themes, in a sentence of its own, or nothing."""
        for template, found in in_order_of_worth(self.answer.elsewhere, self.today):
            if found and (titles := self.titles(found)):
                return [put_together(template, titles=titles)]
        return []


def in_order_of_worth(ties, today):
    """What to say of ties on other themes: [(template, ties), …], what binds most first; each tie stands once."""
    coming = [tie for tie in ties if tie.is_ahead(today) and not is_one_off(tie)]
    direct = [tie for tie in ties if tie.fact.is_direct and tie not in coming]
    met = [tie for tie in ties if not tie.fact.is_direct and tie not in coming]
    past = [tie for tie in met if tie.is_over(today)]
    lasting = [tie for tie in met if not tie.is_over(today)]
    return (
        (
            _("On other themes already: %(titles)s."),
            [tie for tie in direct if not tie.has_ended(today) and not tie.is_unsure(today)],
        ),
        (
            _("On other themes this is recorded: %(titles)s; whether it still runs is not known."),
            [tie for tie in direct if tie.is_unsure(today)],
        ),
        (_("On other themes in the past: %(titles)s."), [tie for tie in direct if tie.has_ended(today)]),
        (_("On other themes they meet here: %(titles)s."), [tie for tie in lasting if not tie.is_unsure(today)]),
        (
            _("On other themes both are in this: %(titles)s; whether it still runs is not known."),
            [tie for tie in lasting if tie.is_unsure(today)],
        ),
        (_("On other themes they have met here: %(titles)s."), past),
        (_("On other themes in future: %(titles)s."), coming),
    )


def is_one_off(tie):
    """Whether two meet there once rather than work together from then on."""
    return tie.fact.noun == "session" or tie.fact.kind == CooperationKind.EVENT


def row_of(groups):
    """Join groups of pieces as names are joined: A, B und C."""
    if len(groups) < 2:
        return [piece for group in groups for piece in group]
    some = [piece for group in groups[:-1] for piece in (Piece(", "), *group)][1:]
    return put_together(_("%(some)s and %(last)s"), some=some, last=groups[-1])


def active(said):
    first, *rest = [tie for tie in said.answer.direct if not tie.has_ended(said.today)]
    said.name(first)
    sentences = [together(said, first)]
    if first.is_unsure(said.today):
        sentences.append(unsure_since(first))
    elif first.since and first_day(first.since) > said.today:
        sentences.append(put_together(_("It begins %(when)s."), when=at_time(first.since)))
    sentences += said.further(rest)
    return _("Recorded.") if first.is_unsure(said.today) else _("Yes."), sentences


def unsure_since(tie):
    """That a tie began long ago, and that nobody knows more."""
    return put_together(_("It began %(when)s; whether it still runs is not known."), when=at_time(tie.since))


def together(said, tie):
    """What two partners do, by the kind of record that says so."""
    fact = tie.fact
    url = fact.get_absolute_url()
    values = {"pair": said.pair, "what": quoted(fact.title, url), "with": together_with(said.others(tie))}
    if fact.noun == "reuse":
        giver, taker = said.answer.a, said.answer.b
        if giver.slug != fact.giver:
            giver, taker = taker, giver
        template = ngettext(
            "%(taker)s reuses %(what)s by %(giver)s.",
            "%(taker)s reuse %(what)s by %(giver)s.",
            2 if taker.is_several else 1,
        )
        return put_together(template, **values, taker=taker.name, giver=giver.name)
    if fact.noun == "project":
        return put_together(_("%(pair)s share the project %(what)s%(with)s."), **values)
    if fact.kind == "development":
        values["what"] = as_object(fact.title, url)
        return put_together(_("%(pair)s are developing %(what)s together%(with)s."), **values)
    if fact.kind == "reuse":
        return put_together(_("%(pair)s work together on reuse: %(what)s%(with)s."), **values)
    return put_together(_("%(pair)s are in exchange with each other: %(what)s%(with)s."), **values)


def ended(said):
    first, *rest = said.answer.direct
    said.name(first)
    what = quoted(first.fact.title, first.fact.get_absolute_url())
    values = {
        "pair": said.pair,
        "what": what,
        "with": together_with(said.others(first)),
        "until": in_words(first.until),
    }
    sentences = [put_together(_("%(pair)s worked together until %(until)s: %(what)s%(with)s."), **values)]
    if titles := said.titles(rest):
        sentences.append(put_together(_("Likewise ended: %(titles)s."), titles=titles))
    template = _("Nothing that runs now is recorded, as of %(day)s.")
    if said.answer.theme:
        template = _("Nothing that runs now is recorded on the theme %(theme)s, as of %(day)s.")
    return _("In the past."), [*sentences, put_together(template, **said.ground())]


def indirect(said):
    first, *rest = said.answer.indirect
    said.name(first)
    fact = first.fact
    when = [Piece(", "), Piece(at_time(first.since))] if first.since else []
    values = {"pair": said.pair, "what": quoted(fact.title, fact.get_absolute_url()), "where": fact.where, "when": when}
    if fact.noun == "session" and first.is_over(said.today):
        sentences = [put_together(_("%(pair)s stood on the programme together: %(what)s (%(where)s)."), **values)]
    elif fact.noun == "session":
        template = _("%(pair)s are on the programme together: %(what)s (%(where)s%(when)s).")
        sentences = [put_together(template, **values)]
    elif fact.noun == "technology":
        sentences = [put_together(_("%(pair)s both rely on %(what)s."), **values)]
    elif fact.kind == "event" and first.is_over(said.today):
        sentences = [put_together(_("%(pair)s have met: %(what)s%(when)s."), **values)]
    elif fact.kind == "event":
        sentences = [put_together(_("%(pair)s are to meet: %(what)s%(when)s."), **values)]
    elif first.is_ahead(said.today):
        template = _("%(pair)s will both take part in %(what)s, from %(since)s.")
        sentences = [put_together(template, **values, since=in_words(first.since))]
    elif first.has_ended(said.today):
        template = _("%(pair)s both took part in %(what)s, until %(until)s.")
        sentences = [put_together(template, **values, until=in_words(first.until))]
    else:
        sentences = [put_together(_("%(pair)s both take part in %(what)s."), **values)]
        if first.is_unsure(said.today):
            sentences.append(unsure_since(first))
    sentences += said.further(rest)
    template = _("A direct cooperation is not recorded, as of %(day)s.")
    if said.answer.theme:
        template = _("A direct cooperation on the theme %(theme)s is not recorded, as of %(day)s.")
    return _("Indirectly."), [*sentences, put_together(template, **said.ground())]


def not_recorded(said):
    template = _("Of %(pair)s no cooperation is recorded, as of %(day)s.")
    if said.answer.theme:
        template = _("Of %(pair)s no cooperation on the theme %(theme)s is recorded, as of %(day)s.")
    return _("Not recorded yet."), [put_together(template, pair=said.pair, **said.ground())]


def hook_in_words(hook):
    """One thing to begin with, and whose it is: „Kommunale KI-Datensammlung“ (Kempten)."""
    return [*quoted(hook.title, hook.url), Piece(" ("), Piece(hook.owner, german=True), Piece(")")]
