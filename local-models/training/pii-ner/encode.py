"""Records to windows of tokens with tags."""
import numpy as np

from corpus import ANNOTATED, EVERYTHING, label_of
from model import MAX_TOKENS, TAGS
from pieces import BOS, EOS, SHAPES, shape, words

TAG = {tag: at for at, tag in enumerate(TAGS)}
IGNORED = -1
OVERLAP = 32


class Window:
    """ids, shapes: tokens with BOS and EOS. first: position of each word's first piece. words: the words themselves."""

    def __init__(self, ids, shapes, first, members, at):
        self.ids = np.array([BOS] + ids + [EOS], np.int64)
        self.shapes = np.array([SHAPES] + shapes + [SHAPES], np.int64)
        self.first = np.array(first, np.int64) + 1
        self.words, self.at = members, at


def windows(text, pieces, overlap=OVERLAP, room=MAX_TOKENS - 2):
    """Windows of whole words; each starts so that about `overlap` tokens are shared with the one before."""
    found = words(text)
    tokens = [pieces.of(word) for word in found]
    result, start = [], 0
    while start < len(found):
        ids, shapes, first, end = [], [], [], start
        while end < len(found) and len(ids) + len(tokens[end]) <= room:
            first.append(len(ids))
            ids += tokens[end]
            shapes += [shape(found[end])] * len(tokens[end])
            end += 1
        result.append(Window(ids, shapes, first, found[start:end], start))
        if end == len(found):
            break
        back, shared = end, 0
        while back - 1 > start and shared + len(tokens[back - 1]) <= overlap:
            back -= 1
            shared += len(tokens[back])
        start = back
    return result


def tags(window, spans):
    """One tag number per word; IGNORED where the annotation says nothing that the model can use."""
    result = np.zeros(len(window.words), np.int64)
    spans = sorted(spans, key=lambda s: (s["start"], -s["end"]))
    for span in spans:
        label, opening = label_of(span), True
        for at, word in enumerate(window.words):
            if word.end <= span["start"] or word.start >= span["end"]:
                continue
            if label is None:
                result[at] = IGNORED
            elif label != "O":
                begins = opening and word.start <= span["start"] or opening and at > 0 or opening and window.at == 0
                result[at] = TAG[("B-" if begins else "I-") + label]
            opening = False
    return result


def free_tags(source):
    """Tags that a word outside all spans may have, since the source does not annotate them."""
    allowed = np.zeros(len(TAGS), bool)
    allowed[0] = True
    for label in EVERYTHING - ANNOTATED[source]:
        allowed[TAG["B-" + label]] = allowed[TAG["I-" + label]] = True
    return allowed


FREE = {source: free_tags(source) for source in ANNOTATED}
