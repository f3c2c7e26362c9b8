"""Writes the trained classifier as an ONNX graph with int8 matrices and the base's own 4-bit word embedding.

python3 export.py WHEEL VOCABULARY CHECKPOINT OUT.onnx [--layers N] [--fp32]
"""
import argparse

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from base import BLOCK, Base
from model import MAX_TOKENS, TAGS, base_rows
from pieces import Pieces, SHAPES

MICROSOFT = "com.microsoft"


class Graph:
    def __init__(self, state, heads, eps, exact):
        self.state, self.heads, self.eps, self.exact = state, heads, eps, exact
        self.nodes, self.initializers = [], []

    def constant(self, name, value):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name):
        return self.state[name].numpy()

    def node(self, op, inputs, output, domain="", **attributes):
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, x, name, out):
        """Int8 weights, one scale per output; activations are quantised at run time, one scale per run."""
        weight, bias = self.weight(name + ".weight").T, self.constant(out + ".b", self.weight(name + ".bias"))
        if self.exact:
            product = self.node("MatMul", [x, self.constant(out + ".w", weight)], out + ".m")
            return self.node("Add", [product, bias], out)
        scale = (np.abs(weight).max(0) / 127).astype(np.float32)
        packed = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
        inputs = [x, self.constant(out + ".w", packed), self.constant(out + ".s", scale),
                  self.constant(out + ".z", np.zeros(len(scale), np.int8)), bias]
        return self.node("DynamicQuantizeMatMul", inputs, out, MICROSOFT)

    def norm(self, x, name, out):
        scale, shift = (self.constant(f"{out}.{p}", self.weight(f"{name}.{p}")) for p in ("weight", "bias"))
        return self.node("LayerNormalization", [x, scale, shift], out, epsilon=self.eps, axis=-1)

    def embed(self, base, rows):
        """int64 ids and shapes [1, tokens] -> [1, tokens, hidden]."""
        low, high = base.word_nibbles[rows] & 15, base.word_nibbles[rows] >> 4
        codes = np.concatenate([low, high], 2).reshape(len(rows), -1)
        self.constant("word.codes", (codes[:, 0::2] | codes[:, 1::2] << 4).astype(np.uint8))
        self.constant("word.scales", base.word_scales[rows])
        half = self.node("GatherBlockQuantized", ["word.codes", "ids", "word.scales"], "word.half", MICROSOFT,
                         bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1)
        word = self.node("Cast", [half], "word", to=TensorProto.FLOAT)
        shape = self.node("Gather", [self.constant("shapes.w", self.weight("shapes.weight")), "shapes"], "shape")
        self.constant("positions", self.weight("positions"))
        length = self.node("Shape", ["ids"], "length", start=1, end=2)
        self.constant("zero", np.zeros(1, np.int64))
        self.constant("first", np.zeros(1, np.int64))
        position = self.node("Slice", ["positions", "zero", length, "first"], "position")
        return self.node("Add", [self.node("Add", [word, shape], "word.shape"), position], "embedded")

    def layer(self, x, at):
        p, name = f"l{at}.", f"layers.{at}."
        qkv = self.linear(x, name + "qkv", p + "qkv")
        parts = [p + "q", p + "k", p + "v"]
        self.nodes.append(helper.make_node("Split", [qkv], parts, name=p + "split", axis=2, num_outputs=3))
        mixed = self.node("MultiHeadAttention", parts, p + "mixed", MICROSOFT, num_heads=self.heads)
        mixed = self.linear(mixed, name + "out", p + "out")
        x = self.norm(self.node("Add", [x, mixed], p + "sum1"), name + "norm1", p + "norm1")
        up = self.node("Gelu", [self.linear(x, name + "up", p + "up")], p + "gelu")
        down = self.linear(up, name + "down", p + "down")
        return self.norm(self.node("Add", [x, down], p + "sum2"), name + "norm2", p + "norm2")


def build(base, pieces, state, exact=False):
    graph = Graph(state, base.heads, base.eps, exact)
    x = graph.norm(graph.embed(base, base_rows(base, pieces)), "norm", "norm0")
    for at in range(sum(1 for name in state if name.endswith("qkv.weight"))):
        x = graph.layer(x, at)
    # Only the first piece of each word is scored.
    words = graph.node("Gather", [x, "first_pieces"], "words", axis=1)
    head = graph.constant("head.w", graph.weight("head.weight").T)
    logits = graph.node("MatMul", [words, head], "head.m")
    logits = graph.node("Add", [logits, graph.constant("head.b", graph.weight("head.bias"))], "logits.raw")
    graph.node("Softmax", [logits], "probabilities", axis=-1)
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "tokens"]) for n in ("ids", "shapes")]
    ids.append(helper.make_tensor_value_info("first_pieces", TensorProto.INT64, ["words"]))
    out = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, "words", len(TAGS)])
    model = helper.make_model(helper.make_graph(graph.nodes, "weir-pii-ner", ids, [out], graph.initializers),
                              opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)],
                              ir_version=9, producer_name="weir")
    return model


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("wheel")
    arguments.add_argument("vocabulary")
    arguments.add_argument("checkpoint")
    arguments.add_argument("out")
    arguments.add_argument("--fp32", action="store_true", help="exact matrices, to measure what int8 costs")
    options = arguments.parse_args()
    state = torch.load(options.checkpoint, map_location="cpu")
    model = build(Base(options.wheel), Pieces.load(options.vocabulary), state, options.fp32)
    onnx.save(model, options.out)
    print(options.out, len(model.SerializeToString()), "bytes")


if __name__ == "__main__":
    main()
