"""Reads the labelled data and says, per source, what its annotation can teach."""
import glob
import gzip
import hashlib
import json
import os
import re

LABELS = ["PERSON", "LOCATION", "ADDRESS", "ORGANIZATION", "DATE_TIME", "AGE", "TITLE", "NRP", "JOB_TITLE", "HEALTH",
          "GENDER", "DEMOGRAPHIC", "MEDICAL_ID"]
MERGED = {"DATE_OF_BIRTH": "DATE_TIME"}
# Words of these labels belong to the rules: the model learns to leave them alone.
OUTSIDE = {"EMAIL", "PHONE", "URL", "IP_ADDRESS", "MAC_ADDRESS", "SECRET", "PASSWORD", "IBAN", "CREDIT_CARD", "CRYPTO",
           "MONEY"}
NAMES = {"PERSON", "LOCATION", "ORGANIZATION"}
EVERYTHING = set(LABELS)
# What each source annotates; a word outside all spans is no evidence against any other label.
ANNOTATED = {
    "presidio_research": NAMES | {"ADDRESS", "DATE_TIME", "TITLE", "NRP", "AGE"},
    "pii_anon": {"PERSON", "DATE_TIME", "ORGANIZATION", "ADDRESS", "MEDICAL_ID", "HEALTH"},
    "pii_anon_adversarial": {"PERSON", "ORGANIZATION"},
    "meddocan": NAMES | {"ADDRESS", "MEDICAL_ID", "DATE_TIME", "AGE", "GENDER", "DEMOGRAPHIC", "JOB_TITLE"},
    "wnut17": NAMES,
    "broad_twitter": NAMES,
    "wikigold": NAMES,
    "sec_filings": NAMES,
    "europeana": NAMES,
    "country_packs": {"PERSON", "ADDRESS", "HEALTH", "DATE_TIME"},
    "secrets_kingfisher": EVERYTHING,
    "secrets_gitleaks": EVERYTHING,
    "secrets_negative": EVERYTHING,
    "no_pii": EVERYTHING,
    "templates": EVERYTHING - {"DEMOGRAPHIC", "GENDER"},
}
# Whole documents and real sentences are held out by identity; generated records by what is left without their values.
GENERATED = {"presidio_research", "pii_anon", "pii_anon_adversarial", "country_packs"}
HELD_OUT_OF = 10


def read(folder, names=None):
    """Records by file name: {id, text, lang, spans, source}."""
    for path in sorted(glob.glob(os.path.join(folder, "spans", "*.dev.jsonl.gz"))):
        name = os.path.basename(path).split(".")[0]
        if name not in (names or ANNOTATED):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                record["set"] = name
                yield record


def skeleton(record):
    if record["set"] not in GENERATED:
        return record["id"] if record["spans"] else record["text"]
    parts, at = [], 0
    for span in sorted(record["spans"], key=lambda s: s["start"]):
        if span["start"] < at:
            continue
        parts += [record["text"][at:span["start"]], "<" + span["label"] + ">"]
        at = span["end"]
    parts.append(record["text"][at:])
    return re.sub(r"\s+", " ", re.sub(r"\d", "0", "".join(parts))).lower()


def held_out(record):
    digest = hashlib.sha256(("ner:" + skeleton(record)).encode()).digest()
    return digest[0] % HELD_OUT_OF == 0


def label_of(span):
    """A label of the model, "O", or None where the word must not count."""
    label = MERGED.get(span["label"], span["label"])
    if label in EVERYTHING:
        return label
    return "O" if label in OUTSIDE else None
