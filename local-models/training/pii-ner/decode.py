"""Probabilities of tags to labelled spans. The Java class SpanDecoder does exactly the same; change both together."""
from corpus import LABELS

# A span neither begins nor ends with one of these.
SEPARATORS = {",", ";", ":"}


def spans(found, probabilities, thresholds, outside=1.0):
    """found: Words of the text; probabilities [words, tags], in the order O, B-label, I-label ...; thresholds: the
    least mean probability of a span, by label.

    Each word takes its likeliest label, O counting `outside` times; a span goes on while the label stays the same and
    its beginning is less likely than its inside.
    """
    result, open_span = [], None
    for word, row in zip(found, probabilities):
        best, label = row[0] * outside, -1
        for at in range(len(LABELS)):
            both = row[1 + 2 * at] + row[2 + 2 * at]
            if both > best:
                best, label = both, at
        separator = word.text in SEPARATORS
        if open_span and label == open_span[0] and (separator or row[1 + 2 * label] <= row[2 + 2 * label]):
            if not separator:
                open_span[2] = word.end
                open_span[3].append(best)
            continue
        if open_span:
            result.append(open_span)
        open_span = [label, word.start, word.end, [best]] if label >= 0 and not separator else None
    if open_span:
        result.append(open_span)
    kept = []
    for label, start, end, scores in result:
        score = sum(scores) / len(scores)
        if score >= thresholds.get(LABELS[label], 0.0):
            kept.append({"label": LABELS[label], "start": start, "end": end, "score": round(float(score), 4)})
    return kept
