"""Runs llama.cpp for `weir bench local`: python llama_peer.py MODEL.gguf THREADS, then one command per line.

run CONTEXT STEPS   seconds for a prompt of CONTEXT tokens, or, if STEPS > 0, for STEPS tokens after it
version | memory    what this is; resident bytes, 0 if unknown
"""

import sys
import time

import llama_cpp
import numpy as np

quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)
llama_cpp.llama_log_set(quiet, None)

path, threads = sys.argv[1], int(sys.argv[2])
model = llama_cpp.llama_model_load_from_file(path.encode(), llama_cpp.llama_model_default_params())
params = llama_cpp.llama_context_default_params()
params.n_ctx = params.n_batch = 1280
params.n_threads = params.n_threads_batch = threads
context = llama_cpp.llama_init_from_model(model, params)
vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(model))


def append(tokens, length):
    """Likeliest token after these."""
    batch = llama_cpp.llama_batch_init(len(tokens), 0, 1)
    batch.n_tokens = len(tokens)
    for i, token in enumerate(tokens):
        batch.token[i], batch.pos[i] = token, length + i
        batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = 1, 0, i == len(tokens) - 1
    if llama_cpp.llama_decode(context, batch) != 0:
        raise RuntimeError("llama_decode failed")
    llama_cpp.llama_batch_free(batch)
    return int(np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(context, -1), (vocabulary,)).argmax())


def run(length, steps):
    llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
    prompt = [(1000 + i) % vocabulary for i in range(length)]
    start = time.perf_counter()
    token = append(prompt, 0)
    if steps == 0:
        return time.perf_counter() - start
    start = time.perf_counter()
    for step in range(steps):
        token = append([token], length + step)
    return time.perf_counter() - start


def memory():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmRSS:"))
    except OSError:
        return 0


print("ready", flush=True)
for line in sys.stdin:
    command, *numbers = line.split()
    if command == "run":
        print(run(*map(int, numbers)), flush=True)
    elif command == "version":
        print(f"llama-cpp-python {llama_cpp.__version__}", flush=True)
    elif command == "memory":
        print(memory(), flush=True)
