"""Cut a text into segments that matched and segments that did not, so that a template can escape and mark them."""

from functools import lru_cache

from kommunen.language.tokens import Kind, analyse

MOST_KEPT = 3_000  # texts that stay taken apart: the same names and summaries are shown again and again


def mark(text, terms):
    """Find the places of matched terms in a text.

    Arguments: text; terms, a set of term texts (tokens.Term.text), such as the terms of the ways that a document was
    found by.
    Returns: a list of (segment, is_match) whose segments joined give the text again. A word that matches by itself is
    marked whole, of a compound only the part that matches. The text is not escaped.
    """
    terms = frozenset(terms)
    segments, done = [], 0
    for start, end in places(text, terms):
        if start > done:
            segments.append((text[done:start], False))
        segments.append((text[start:end], True))
        done = end
    if done < len(text):
        segments.append((text[done:], False))
    return segments


def places(text, terms):
    """Give the offsets to mark, in order, touching ones made one."""
    found = []
    held = taken_apart(text) if terms else {}
    wanted = {token.start: token for term in held.keys() & terms for token in held[term]}
    for _start, token in sorted(wanted.items()):
        hits = [term for term in token.terms if term.text in terms]
        length = token.end - token.start
        if any(term.end - term.start == length for term in hits):
            hits = [max(hits, key=lambda term: term.end - term.start)]
        elif any(term.kind > Kind.HIDDEN for term in hits):
            hits = [term for term in hits if term.kind > Kind.HIDDEN]
        for begin, end in sorted((token.start + term.start, token.start + term.end) for term in hits):
            if found and begin <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], end)
            else:
                found.append((begin, end))
    return found


@lru_cache(maxsize=MOST_KEPT)
def taken_apart(text):
    """The tokens of a text by what they may be found as: {text of a term: tokens}."""
    held = {}
    for token in analyse(text):
        for term in token.terms:
            held.setdefault(term.text, []).append(token)
    return held


def excerpt(text, terms, longest=240):
    """Cut a long text to the neighbourhood of its first match, at white space; as segments like those of mark()."""
    if len(text) <= longest:
        return mark(text, terms)
    first = next((start for start, _ in places(text, frozenset(terms))), 0)
    begin = 0 if first < longest * 2 // 3 else text.rfind(" ", 0, first - longest // 3) + 1
    end = text.rfind(" ", begin + longest // 2, begin + longest)
    end = end if end > first else min(len(text), begin + longest)
    body = ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
    return mark(body, terms)
