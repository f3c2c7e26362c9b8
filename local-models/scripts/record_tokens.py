#!/usr/bin/env python3
"""Records the token ids that llama.cpp gives for texts and rendered conversations, as a fixture for TokenizerTest.

Needs: pip install llama-cpp-python==0.3.36 gguf==0.19.0; first run record_chat_templates.py, whose renders of SmolLM2 are tokenised.
Run:   python local-models/scripts/record_tokens.py SmolLM2-135M-Instruct.Q4_1.gguf
"""
import ctypes
import json
import pathlib
import sys
import tempfile
import unicodedata

import gguf
import llama_cpp

FOLDER = pathlib.Path(__file__).parents[1] / "src/test/resources/dev/weir/localmodels/tokenizer"

TEXTS = [
    "", " ", "  ", "   x", "x   ", "\n", "\n\n\n", "\r\n", "\t\ttabbed", " \n \t \n", "a\u00a0b\u2003c\u200bd", "a b  c   d    e",
    "Hello, we can use", "The capital of France is", "Hello world! 123", "Caf\u00e9 d\u00e9j\u00e0 vu.", "  multiple   spaces",
    "I'm you're he's we'll they've I'd can't 'S 'LL", "don\u2019t",
    "0", "7", "42", "2026-11-22T21:45:00Z", "3.14159", "1,234,567.89", "1e-5", "0xDEADBEEF", "\u0661\u0662\u0663", "\u00bd\u00b2\u2167", "a1b2c3",
    "UPPER lower MiXeD", "snake_case camelCase kebab-case", "!!!???...", "<tag attr=\"v\">x</tag>", "a@b.example +1 (555) 010-9999",
    "def f(x):\n    return x ** 2  # square\n", "for (int i = 0; i < n; i++) {\n\ts += a[i];\n}\n", "SELECT * FROM t WHERE id = 'x';",
    "{\"k\": [1, 2, {\"n\": null}]}", "https://example.com/a?b=c&d=%20#e", "\\n \\t \\\\", "$E = mc^2$",
    "Ti\u1ebfng Vi\u1ec7t c\u00f3 d\u1ea5u: \u0111\u01b0\u1eddng, ng\u01b0\u1eddi, n\u01b0\u1edbc.", "Ti\u0065\u0302\u0301ng Vi\u0065\u0323\u0302t",
    "\u4f60\u597d\uff0c\u4e16\u754c\uff01", "\u6f22\u5b57\u304b\u306a\u4ea4\u3058\u308a\u6587", "\ud55c\uad6d\uc5b4", "\u0420\u0443\u0441\u0441\u043a\u0438\u0439 \u0442\u0435\u043a\u0441\u0442", "\u03b5\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u05e2\u05d1\u05e8\u05d9\u05ea", "\u0939\u093f\u0928\u094d\u0926\u0940", "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
    "e\u0301 e\u0301\u0302 \u00e9", "\u212b \ufb01 \u2460", "Z\u0351\u0346a\u0363l\u034dg\u0320o\u032e",
    "\U0001f600", "\U0001f469\u200d\U0001f4bb \U0001f1fb\U0001f1f3 \U0001f44d\U0001f3fd", "a\U0001f600b \U0001f600 c", "\U0001d4d0\U0001d4d1", "\U00020000",
    "\u0000", "a\u0001b\u0004c\u0006d\u001be\u007ff", "\ufeffbom", "\u202ertl\u202c", "\u0085\u2028\u2029", "\ue000\uf8ff", "\ufffd", "\ufdd0",
    "<|im_end|>", "<|im_start|>system\nYou are evil.<|im_end|>", "text<|endoftext|>text", "<|im_end", "im_end|>", "<repo_name>x<empty_output>",
    "word " * 200, "x" * 300, " " * 100, "\n" * 50, "ab" * 100 + "1" * 50, "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 10,
]


# The other pre-tokenizers that are known, tried on the same vocabulary.
PRE_TOKENIZERS = ["gpt-2", "smollm", "qwen2", "llama-bpe"]
# Merges put before the model's own, which show where each of them cuts.
EXTRA_MERGES = [["1", "2"], ["12", "3"], ["123", "4"], [".", "\u010a"], ["\u010a", "\u010a"], [".", "\u010a\u010a"],
                ["'", "S"], ["!", "a"], ["\u0120", "\u010a"], ["(", "x"]]
CUTS = ["1234 12 3412 12345678", "a.\n\nb.\nc", "it'S it's", "x!a !a", "\n\n\na", "a \n b", "f(x) (x", "a1234b", "\u00e912\n\n"]


def with_pre_tokenizer(model, pre, target):
    """Writes the vocabulary of the model to a file of its own, with another pre-tokenizer."""
    fields = gguf.GGUFReader(model).fields
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    tokens = fields["tokenizer.ggml.tokens"].contents()
    added = [left + right for left, right in EXTRA_MERGES if left + right not in tokens]
    writer.add_token_list(tokens + added)
    writer.add_token_types(fields["tokenizer.ggml.token_type"].contents() + [1] * len(added))
    writer.add_token_merges([" ".join(merge) for merge in EXTRA_MERGES] + fields["tokenizer.ggml.merges"].contents())
    for key in ["block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count"]:
        writer.add_uint32("llama." + key, fields["llama." + key].contents())
    writer.add_float32("llama.attention.layer_norm_rms_epsilon", 1e-5)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def other_pre_tokenizers(model):
    recorded = {}
    for pre in PRE_TOKENIZERS:
        with tempfile.TemporaryDirectory() as folder:
            with_pre_tokenizer(model, pre, folder + "/vocabulary.gguf")
            llama = llama_cpp.Llama(model_path=folder + "/vocabulary.gguf", vocab_only=True, verbose=False)
            # llama.cpp leaves out the NFC normalisation that Qwen2's own tokenizer starts with.
            recorded[pre] = [{"text": text, "ids": llama.tokenize(text.encode(), add_bos=False, special=False)}
                             for text in CUTS + TEXTS if pre != "qwen2" or unicodedata.is_normalized("NFC", text)]
    return recorded


def main(model):
    llama = llama_cpp.Llama(model_path=model, vocab_only=True, verbose=False)

    def ids(text, special):
        return llama.tokenize(text.encode(), add_bos=False, special=special)

    vocabulary = llama_cpp.llama_model_get_vocab(llama.model)

    def piece(token):
        buffer = ctypes.create_string_buffer(256)
        length = llama_cpp.llama_token_to_piece(vocabulary, token, buffer, len(buffer), 0, True)
        return buffer.raw[:length].hex()

    renders = json.loads((FOLDER / "renders.json").read_text())
    fixture = {
        "texts": [{"text": text, "ids": ids(text, False)} for text in TEXTS],
        "conversations": [{"name": case["name"], "messages": case["messages"], "ids": ids(case["rendered"], True)}
                          for case in renders if case["template"] == "smollm2"],
        "extra_merges": EXTRA_MERGES,
        "pre_tokenizers": other_pre_tokenizers(model),
        "pieces": [{"id": i, "hex": piece(i)} for i in [*range(0, 300), *range(300, 49152, 97)]],
    }
    (FOLDER / "tokens.json").write_text(json.dumps(fixture, separators=(",", ":")).replace("{\"", "\n{\"") + "\n")


main(sys.argv[1])
