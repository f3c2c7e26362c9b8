#!/usr/bin/env python3
"""Records what a reference implementation makes of fixed prompts, as a fixture for ReferenceEquivalenceTest.

Needs llama-cpp-python and numpy (pip install llama-cpp-python numpy). Run:

    python record_reference.py MODEL.gguf src/test/resources/dev/weir/localmodels/generation

The reference is llama.cpp on the CPU, reading the same weights: the file's own blocks expanded to 32-bit floats without
any rounding, with a 32-bit cache of keys and values. That is what the file says. llama.cpp on the quantised file itself
rounds every activation to 8 bits and the cache to 16, and so is further from it; it is recorded beside it ("quantised")
only to show by how much.

The prompts were chosen before anything was measured.
"""

import base64
import ctypes
import gzip
import hashlib
import json
import pathlib
import sys
import tempfile

import llama_cpp
import numpy as np

GREEDY_TOKENS = 32
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"


def chat(user, system=SYSTEM):
    return (f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{user}<|im_end|>\n"
            "<|im_start|>assistant\n")


PROMPTS = {
    "chat-greeting": chat("Hello! Who are you?"),
    "chat-capital": chat("What is the capital of France, and which river flows through it?"),
    "chat-explain": chat("Explain in two sentences why the sky is blue."),
    "chat-list": chat("List five things to pack for a weekend in the mountains."),
    "chat-email": chat("Write a short e-mail to my landlord asking to repair the heating."),
    "chat-summary": chat(
        "Summarise this: The council met on Tuesday. It approved the new bridge, put off the vote on parking fees, and "
        "thanked the volunteers who had planted four hundred trees along the river."),
    "chat-maths": chat("A train travels 180 km in 2.5 hours. What is its average speed? Show the steps."),
    "chat-code": chat("Write a Python function that checks whether a string is a palindrome."),
    "chat-sql": chat("Write an SQL query that counts the orders of each customer in 2024."),
    "chat-system": chat("What should I cook tonight?", "You are a pirate. You answer in one line."),
    "chat-german": chat("Was sind die drei größten Städte Deutschlands?"),
    "chat-vietnamese": chat("Hãy kể cho tôi nghe về Hà Nội."),
    "chat-turns": chat("My name is Ada.") + "Nice to meet you, Ada!<|im_end|>\n<|im_start|>user\nWhat is my name?"
                  "<|im_end|>\n<|im_start|>assistant\n",
    "raw-story": "Once upon a time, in a village at the edge of a great forest, there lived",
    "raw-fact": "Photosynthesis is the process by which",
    "raw-java": "public final class Stack<T> {\n    private final List<T> items = new ArrayList<>();\n\n    public void push(",
    "raw-json": '{"name": "Weir", "version": 1, "modules": ["policy", "router",',
    "raw-numbers": "2, 4, 8, 16, 32, 64,",
    "raw-short": "The",
    "raw-long": " ".join(
        f"Item {i}: the {colour} {thing} costs {3 * i + 2} dollars and weighs {i + 1} kilograms."
        for i, (colour, thing) in enumerate(
            (c, t) for c in ("red", "green", "blue", "white") for t in ("chair", "lamp", "table", "clock")))
        + " The most expensive item is",
}


class Reference:
    """A model in llama.cpp, one sequence at a time."""

    def __init__(self, path, full_precision):
        self.model = llama_cpp.llama_model_load_from_file(
            str(path).encode(), llama_cpp.llama_model_default_params())
        params = llama_cpp.llama_context_default_params()
        params.n_ctx = params.n_batch = 1280
        params.n_threads = params.n_threads_batch = 1
        if full_precision:
            params.type_k = params.type_v = 0
            params.flash_attn_type = 0
        self.context = llama_cpp.llama_init_from_model(self.model, params)
        self.vocabulary = llama_cpp.llama_model_get_vocab(self.model)
        self.size = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
        self.length = 0

    def tokenise(self, text):
        data = text.encode()
        ids = (ctypes.c_int * (len(data) + 16))()
        count = llama_cpp.llama_tokenize(self.vocabulary, data, len(data), ids, len(ids), False, True)
        return list(ids[:count])

    def ends(self, token):
        return llama_cpp.llama_vocab_is_eog(self.vocabulary, token)

    def restart(self):
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(self.context), True)
        self.length = 0

    def append(self, ids):
        """Logits after each token, [tokens, vocabulary]."""
        batch = llama_cpp.llama_batch_init(len(ids), 0, 1)
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i] = token, self.length + i
            batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = 1, 0, 1
        if llama_cpp.llama_decode(self.context, batch) != 0:
            raise RuntimeError("llama_decode failed")
        self.length += len(ids)
        logits = [np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(self.context, i), (self.size,)).copy()
                  for i in range(len(ids))]
        llama_cpp.llama_batch_free(batch)
        return np.stack(logits)


def expand(source, target):
    params = llama_cpp.llama_model_quantize_default_params()
    params.ftype, params.allow_requantize = 0, True
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.byref(params)) != 0:
        raise RuntimeError("cannot expand the model")


def perplexity(logits, ids):
    rows = logits[:-1].astype(np.float64)
    rows -= rows.max(axis=1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    return float(np.exp(-logs[np.arange(len(ids) - 1), ids[1:]].mean()))


def greedy(model, logits):
    """The likeliest tokens one after another, up to the end of the turn, and how far ahead each was."""
    tokens, leads = [], []
    for _ in range(GREEDY_TOKENS):
        second, first = np.partition(logits, -2)[-2:]
        token = int(logits.argmax())
        tokens.append(token)
        leads.append(round(float(first - second), 5))
        if model.ends(token):
            break
        logits = model.append([token])[0]
    return tokens, leads


def cosine(a, b):
    return float(np.dot(a, b) / np.linalg.norm(a) / np.linalg.norm(b))


def record(exact, quantised):
    entries = []
    for name, text in PROMPTS.items():
        ids = exact.tokenise(text)
        exact.restart()
        quantised.restart()
        logits, rounded = exact.append(ids)[-1], quantised.append(ids)[-1]
        tokens, leads = greedy(exact, logits)
        print(f"{name}: {len(ids)} tokens, quantised: cosine {cosine(logits, rounded):.6f}, "
              f"same greedy tokens: {greedy(quantised, rounded)[0] == tokens}")
        entries.append({
            "name": name,
            "prompt": ids,
            "logits": base64.b64encode(logits.astype("<f2").tobytes()).decode(),
            "greedy": tokens,
            "leads": leads,
            "quantisedCosine": round(cosine(logits, rounded), 6),
        })
    return entries


def record_perplexity(model, text):
    ids = model.tokenise(text)
    model.restart()
    return ids, perplexity(model.append(ids), ids)


def main(source, folder):
    log = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(log, None)
    text = (folder / "perplexity.txt").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        expanded = pathlib.Path(scratch) / "expanded.gguf"
        expand(source, expanded)
        exact, quantised = Reference(expanded, True), Reference(source, False)
        ids, reference = record_perplexity(exact, text)
        _, rounded = record_perplexity(quantised, text)
        print(f"perplexity over {len(ids)} tokens: {reference:.4f}, quantised: {rounded:.4f}")
        fixture = {
            "model": hashlib.sha256(source.read_bytes()).hexdigest(),
            "reference": f"llama-cpp-python {llama_cpp.__version__}, weights expanded to float32, float32 cache",
            "perplexity": {"tokens": ids, "value": reference, "quantised": rounded},
            "prompts": record(exact, quantised),
        }
    with gzip.GzipFile(folder / "reference.json.gz", "wb", mtime=0) as out:
        out.write(json.dumps(fixture).encode())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
