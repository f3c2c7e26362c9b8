"""Predicts JSONL for evaluate_pii.py with the exported graph.

python3 predict.py MODEL.onnx VOCABULARY DATA OUT_FOLDER [--held-out] [--sets a,b]
"""
import argparse
import gzip
import json
import os

import numpy as np
import onnxruntime

from corpus import held_out, read
from decode import spans
from encode import windows
from pieces import Pieces, words


class Predictor:
    def __init__(self, model, vocabulary, threads=2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options)
        self.pieces = Pieces.load(vocabulary)

    def probabilities(self, text):
        """[words, tags]: of overlapping windows the one in which the word stands further from the edge."""
        found = windows(text, self.pieces)
        rows, edge = [], []
        for window in found:
            inputs = {"ids": window.ids[None], "shapes": window.shapes[None], "first_pieces": window.first}
            result = self.session.run(None, inputs)[0][0]
            last = window is found[-1]
            for at, row in enumerate(result):
                left = 1 << 30 if window.at == 0 else at
                right = 1 << 30 if last else len(result) - 1 - at
                distance = min(left, right)
                if window.at + at == len(rows):
                    rows.append(row)
                    edge.append(distance)
                elif distance > edge[window.at + at]:
                    rows[window.at + at], edge[window.at + at] = row, distance
        return rows


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model")
    arguments.add_argument("vocabulary")
    arguments.add_argument("data")
    arguments.add_argument("out")
    arguments.add_argument("--held-out", action="store_true", help="only the records that training never saw")
    arguments.add_argument("--sets")
    arguments.add_argument("--most", type=int, default=1 << 30, help="records per set")
    arguments.add_argument("--outside", nargs="*", type=float, default=[1.0], help="one output file for each")
    options = arguments.parse_args()
    predictor = Predictor(options.model, options.vocabulary)
    os.makedirs(options.out, exist_ok=True)
    counts, stored = {}, {}
    with gzip.open(os.path.join(options.out, "gold.jsonl.gz"), "wt", encoding="utf-8") as gold:
        for record in read(options.data, options.sets.split(",") if options.sets else None):
            name = record["set"]
            if options.held_out and not held_out(record) or counts.get(name, 0) >= options.most:
                continue
            counts[name] = counts.get(name, 0) + 1
            gold.write(json.dumps(record, ensure_ascii=False) + "\n")
            stored[record["id"]] = (words(record["text"]), np.array(predictor.probabilities(record["text"]), np.float32))
    for outside in options.outside:
        write(stored, {}, outside, os.path.join(options.out, f"predicted-{outside}.jsonl"))
    print(counts)


def write(stored, thresholds, outside, path):
    with open(path, "w", encoding="utf-8") as out:
        for number, (found, rows) in stored.items():
            out.write(json.dumps({"id": number, "spans": spans(found, rows, thresholds, outside)}) + "\n")


if __name__ == "__main__":
    main()
