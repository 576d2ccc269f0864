"""A real OpenAI-compatible server: llama.cpp serving a model of random weights, made here, with nothing to download.

Run as a program it serves: `python tiny_model.py model.gguf` prints its address and serves until its input closes.
"""

# ruff: noqa: PLC0415 - the server needs no gguf, the tests no xllamacpp

from __future__ import annotations

import sys
from pathlib import Path

WIDTH, LAYERS, HEADS, HIDDEN, CONTEXT = 64, 2, 4, 128, 8192
SPACE = "\u2581"
UNKNOWN, NORMAL, CONTROL, BYTE = 2, 1, 3, 6  # token types of llama.cpp
WORDS = [SPACE + word for word in ("the", "you", "price", "call", "is", "not", "we", "to", "what", "good", "team")]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_model(path: Path) -> None:
    """A llama of random weights with a vocabulary of bytes, characters and a few words, inclined to end its answers."""
    import gguf
    import numpy as np

    vocabulary = [("<unk>", UNKNOWN), ("<s>", CONTROL), ("</s>", CONTROL)]
    vocabulary += [(f"<0x{byte:02X}>", BYTE) for byte in range(256)]
    vocabulary += [("<|im_start|>", CONTROL), ("<|im_end|>", CONTROL)]
    vocabulary += [(character, NORMAL) for character in (SPACE, *map(chr, range(33, 127)), *WORDS)]
    tokens = [token for token, _ in vocabulary]
    random = np.random.default_rng(0)

    def weights(*shape: int, spread: float = 0.08) -> np.ndarray:
        return random.normal(0, spread, shape).astype(np.float32)

    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name("tiny-random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(0)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([token.encode() for token in tokens])
    writer.add_token_scores([0.0] * (len(tokens) - len(WORDS)) + [-1.0 - index for index in range(len(WORDS))])
    writer.add_token_types([kind for _, kind in vocabulary])
    writer.add_bos_token_id(tokens.index("<s>"))
    writer.add_eos_token_id(tokens.index("<|im_end|>"))
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)

    # The first channel is constant, so the first column of the output weights is a bias for each token.
    embedding, output = weights(len(tokens), WIDTH, spread=0.3), weights(len(tokens), WIDTH, spread=0.35)
    embedding[:, 0], output[:, 0] = 3.0, 0.0
    output[[index for index, (_, kind) in enumerate(vocabulary) if kind in {BYTE, CONTROL, UNKNOWN}], 0] = -5.0
    output[tokens.index("<|im_end|>"), 0] = 0.46  # ends after some sixty tokens
    output[tokens.index('"'), 0] = 0.9
    output[[tokens.index(word) for word in WORDS], 0] = 0.4
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output.weight", output)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    for layer in range(LAYERS):
        shapes = dict.fromkeys(("attn_q", "attn_k", "attn_v", "attn_output"), (WIDTH, WIDTH))
        shapes |= {"ffn_gate": (HIDDEN, WIDTH), "ffn_up": (HIDDEN, WIDTH), "ffn_down": (WIDTH, HIDDEN)}
        for name, shape in shapes.items():
            tensor = weights(*shape)
            if name in {"attn_output", "ffn_down"}:
                tensor[0] = 0  # leave the constant channel alone
            writer.add_tensor(f"blk.{layer}.{name}.weight", tensor)
        for name in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(path: str) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx = CONTEXT
    params.n_parallel = 2
    params.warmup = False
    params.port = 0
    params.hostnames = ["127.0.0.1"]
    params.use_jinja = True
    params.model_alias = {"tiny"}
    if "--embed" in sys.argv:
        params.embedding = True
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    server = xllamacpp.Server(params)
    print(f"ADDRESS {server.listening_address}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1])
