"""Bring the spellings of one word to one form, so that they can be compared as plain strings."""

import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

# Invisible characters that stand inside words: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Letters that Unicode does not take apart into a letter and an accent.
UNDIVIDED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h"}
    | dict.fromkeys(INVISIBLE, "")
)
# ae, oe, ue as spellings of ä, ö, ü: never after a vowel or q (neue, Bauer, Quelle, Boeing stay),
# never ue where the e is an ending (Statue, Statuen).
SPELT_OUT = re.compile(r"(?<![aeiouyq])(?:([ao])e|(u)e(?!(?<=tue)n?\b))")
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
ACCENT = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=1 << 17)
def fold(text):
    """Fold case, umlauts, accents, ß and typographic variants of one word or text.

    Returns: the text in small letters without umlauts and accents; „Köln“, „Koeln“ and „Koln“ all give ``koln``,
    „Straße“ and „Strasse“ both ``strasse``, „CO₂“ gives ``co2``. Signs stay: taking words apart at signs is up to
    tokens.analyse.
    Surprises: it is a key, no spelling („Israel“ gives ``isral``, always), and it joins what differs by an umlaut alone
    (schon, schön), as every German stemmer does. Its length differs from the text's.
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(UNDIVIDED))
        folded = ACCENT.sub("", folded)
    if "e" in folded:
        folded = SPELT_OUT.sub(lambda match: match[1] or match[2], folded)
    return folded


def letters(text):
    """Fold and keep letters and digits alone: „CIVITAS/CORE“, „Civitas Core“ and „civitascore“ give the same key."""
    return "".join(character for character in fold(text) if character.isalnum())


def german_slug(name):
    """A name as it stands in an address, in German spelling (ä as ae); "" where it has no letters."""
    return slugify(name.lower().translate(SPELT))
