"""Text to words to word pieces, with offsets in code points of the original text.

The Java class WordPieces does exactly the same; change both together. INVARIANT: integer scores and strict comparisons
make the two agree bit for bit.
"""
import unicodedata
from functools import lru_cache
from typing import NamedTuple

LETTER, DIGIT, OTHER = 0, 1, 2
BOS, EOS, UNK = 0, 1, 2
SPECIAL = 3
MARKER = "\u2581"
MAX_PIECE = 16
MAX_WORD = 64
MAX_PIECES = 8
SHAPES = 12
UNKNOWN_SCORE = -30000

SKIP, SPACE, MARK = 10, 11, 12


class Word(NamedTuple):
    start: int
    end: int
    kind: int
    text: str
    spaced: bool
    newline: bool


@lru_cache(maxsize=None)
def char_class(char):
    category = unicodedata.category(char)
    if category == "Cf":
        return SKIP
    if category[0] == "Z" or category == "Cc":
        return SPACE
    if category[0] == "M":
        return MARK
    if category == "Nd":
        return DIGIT
    if category[0] == "L":
        return OTHER if alone(ord(char)) else LETTER
    return OTHER


def alone(code):
    """Scripts written without spaces: each character is a word of its own."""
    return (0x0E00 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF
            or 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF)


def words(text):
    found = []
    start, kind, spaced, newline = -1, OTHER, True, True
    end = 0

    def flush():
        nonlocal start, spaced, newline
        if start < 0:
            return
        raw = "".join(c for c in text[start:end] if char_class(c) != SKIP)
        norm = unicodedata.normalize("NFKC", raw).replace(" ", "")[:MAX_WORD]
        if norm:
            found.append(Word(start, end, kind, norm, spaced, newline))
            spaced = newline = False
        start = -1

    for at, char in enumerate(text):
        cls = char_class(char)
        if cls == SKIP:
            continue
        if cls == SPACE:
            flush()
            spaced = True
            newline = newline or char in "\n\r\u2028\u2029"
            continue
        if cls == MARK:
            if start < 0:
                start, kind = at, LETTER
            end = at + 1
            continue
        if start >= 0 and (cls != kind or cls == OTHER):
            flush()
        if start < 0:
            start, kind = at, cls
        end = at + 1
    flush()
    return found


def shape(word):
    """0 other, 1 lower, 2 title, 3 upper, 4 mixed, 5 digits; 6 more when the word opens a line."""
    if word.kind == DIGIT:
        value = 5
    elif word.kind == OTHER:
        value = 0
    else:
        upper = [unicodedata.category(c) == "Lu" for c in word.text]
        if not any(upper):
            value = 1
        elif len(upper) > 1 and all(upper):
            value = 3
        elif upper[0] and not any(upper[1:]):
            value = 2
        else:
            value = 4
    return value + (6 if word.newline else 0)


class Pieces:
    def __init__(self, scores):
        """scores: piece -> (id, score in thousandths)."""
        self.vocabulary = scores
        self.cache = {}

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        return Pieces({piece: (at + SPECIAL, int(score)) for at, (piece, score) in enumerate(rows)})

    def of(self, word):
        """At most MAX_PIECES ids."""
        key = (word.spaced, word.text)
        ids = self.cache.get(key)
        if ids is None:
            ids = self.cache[key] = self._of(word)
        return ids

    def _of(self, word):
        prefix = MARKER if word.spaced else ""
        ids = self.split(prefix + word.text)
        upper = word.kind == LETTER and len(word.text) > 2 and all(unicodedata.category(c) == "Lu" for c in word.text)
        if upper:
            title = self.split(prefix + word.text[0] + word.text[1:].lower())
            if len(title) < len(ids):
                ids = title
        return ids[:MAX_PIECES]

    def split(self, text):
        """The pieces with the highest sum of scores; the first found wins a tie."""
        n = len(text)
        best = [0] + [None] * n
        back = [None] * (n + 1)
        vocabulary = self.vocabulary
        for i in range(n):
            if best[i] is None:
                continue
            here = best[i]
            for e in range(i + 1, min(n, i + MAX_PIECE) + 1):
                hit = vocabulary.get(text[i:e])
                if hit is not None and (best[e] is None or here + hit[1] > best[e]):
                    best[e] = here + hit[1]
                    back[e] = (i, hit[0])
            if best[i + 1] is None or here + UNKNOWN_SCORE > best[i + 1]:
                best[i + 1] = here + UNKNOWN_SCORE
                back[i + 1] = (i, UNK)
        ids = []
        at = n
        while at > 0:
            at, piece = back[at]
            ids.append(piece)
        return ids[::-1]
