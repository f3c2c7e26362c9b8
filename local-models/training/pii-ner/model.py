"""The token classifier: the lower layers of the base encoder, shapes added to the embeddings, a linear head."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from corpus import LABELS
from pieces import SHAPES, SPECIAL

TAGS = ["O"] + [prefix + label for label in LABELS for prefix in ("B-", "I-")]
MAX_TOKENS = 192


class Layer(nn.Module):
    def __init__(self, hidden, ff, heads, eps, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.out = nn.Linear(hidden, 3 * hidden), nn.Linear(hidden, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps), nn.LayerNorm(hidden, eps)
        self.up, self.down = nn.Linear(hidden, ff), nn.Linear(ff, hidden)

    def forward(self, x, mask):
        rows, length, hidden = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(rows, length, hidden))
        x = self.norm1(x + F.dropout(mixed, self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class TokenClassifier(nn.Module):
    """ids, shapes [rows, tokens] -> logits [rows, tokens, tags]. The word embedding stays as it is in the base."""

    def __init__(self, words, hidden=384, ff=1536, heads=12, layers=6, eps=1e-12, dropout=0.1):
        super().__init__()
        self.register_buffer("words", words, persistent=False)
        self.positions = nn.Parameter(torch.zeros(MAX_TOKENS, hidden))
        self.shapes = nn.Embedding(SHAPES + 1, hidden)
        self.norm = nn.LayerNorm(hidden, eps)
        self.layers = nn.ModuleList([Layer(hidden, ff, heads, eps, dropout) for _ in range(layers)])
        self.head = nn.Linear(hidden, len(TAGS))
        self.dropout = dropout

    def forward(self, ids, shapes, lengths):
        x = self.words[ids] + self.positions[:ids.shape[1]] + self.shapes(shapes)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def base_rows(base, vocabulary):
    """Rows of the base's word embedding for bos, eos, unknown and each piece of the vocabulary."""
    number = {piece: at for at, piece in reversed(list(enumerate(base.pieces)))}
    pieces = sorted(vocabulary.vocabulary.items(), key=lambda item: item[1][0])
    rows = [base.bos, base.eos, base.unk] + [number[piece] for piece, _ in pieces]
    assert len(rows) == len(pieces) + SPECIAL
    return np.array(rows)


def from_base(base, vocabulary, layers):
    model = TokenClassifier(torch.tensor(base.words(base_rows(base, vocabulary))), base.hidden, base.ff, base.heads,
                            len(layers), base.eps)
    with torch.no_grad():
        model.positions.copy_(torch.tensor(base.positions[:MAX_TOKENS]) + torch.tensor(base.floats("emb.type")[:384]))
        model.shapes.weight.zero_()
        load(model.norm, base, "emb.ln.w", "emb.ln.b")
        for layer, at in zip(model.layers, layers):
            hidden, ff = base.hidden, base.ff
            layer.qkv.weight.copy_(torch.tensor(np.concatenate([base.matrix(f"l{at}.{m}.w", hidden) for m in "qkv"])))
            layer.qkv.bias.copy_(torch.tensor(np.concatenate([base.floats(f"l{at}.{m}.b") for m in "qkv"])))
            for part, name, rows in ((layer.out, "ao", hidden), (layer.up, "fi", ff), (layer.down, "fo", hidden)):
                part.weight.copy_(torch.tensor(base.matrix(f"l{at}.{name}.w", rows)))
                part.bias.copy_(torch.tensor(base.floats(f"l{at}.{name}.b")))
            load(layer.norm1, base, f"l{at}.aln.w", f"l{at}.aln.b")
            load(layer.norm2, base, f"l{at}.oln.w", f"l{at}.oln.b")
    return model


def load(norm, base, weight, bias):
    norm.weight.copy_(torch.tensor(base.floats(weight)))
    norm.bias.copy_(torch.tensor(base.floats(bias)))
