#!/usr/bin/env python3
"""Records what the reference dequantises random blocks to, as a fixture for DequantiserTest.

Needs: pip install gguf==0.19.0
Run:   python local-models/scripts/record_dequantised.py
Lines: type <tab> stored bytes in hex <tab> little-endian float32 in hex
"""
import pathlib

import numpy as np
from gguf import GGMLQuantizationType, dequantize
from gguf.constants import GGML_QUANT_SIZES

TARGET = (pathlib.Path(__file__).parents[1]
          / "src/test/resources/dev/weir/localmodels/gguf/dequantised.tsv")
# Byte positions of half-precision scales within a block: random bits there would mostly be huge or not numbers.
SCALES = {"F16": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
TYPES = ["F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"]


def blocks(name, random):
    elements, size = GGML_QUANT_SIZES[GGMLQuantizationType[name]]
    count = 2 if elements == 256 else 4 if elements == 32 else 16
    if name in ("F32", "BF16"):
        wide = random.standard_normal(count).astype("<f4").view(np.uint8).reshape(count, 4)
        return wide if name == "F32" else wide[:, 2:].copy()
    raw = random.integers(0, 256, (count, size), dtype=np.uint8)
    for position in SCALES[name]:
        scale = random.standard_normal(count).astype("<f2").view(np.uint8).reshape(count, 2)
        raw[:, position:position + 2] = scale
    return raw


def main():
    random = np.random.default_rng(20261122)
    lines = []
    for name in TYPES:
        raw = blocks(name, random)
        if name == "BF16":
            values = (raw.reshape(-1).view("<u2").astype(np.uint32) << 16).view(np.float32)
        else:
            values = dequantize(raw.reshape(-1), GGMLQuantizationType[name])
        lines.append(f"{name}\t{raw.tobytes().hex()}\t{values.astype('<f4').tobytes().hex()}")
    TARGET.write_text("\n".join(lines) + "\n")


main()
