"""A Whisper model of a few weights, made here: the real file format and loading code, and words without sense."""

# A sample reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from ctranslate2.specs import WhisperSpec
from tokenizers import AddedToken, Tokenizer, decoders, models

TEXT = 50257
LANGUAGES = ["en", "zh", "de", "es", "ru", "ko", "fr", "ja", "pt", "tr", "pl", "ca", "nl", "ar", "sv", "it", "id", "hi", "fi", "vi", "he", "uk", "el", "ms", "cs", "ro", "da", "hu", "ta", "no", "th", "ur", "hr", "bg", "lt", "la", "mi", "ml", "cy", "sk", "te", "fa", "lv", "bn", "sr", "az", "sl", "kn", "et", "mk", "br", "eu", "is", "hy", "ne", "mn", "bs", "kk", "sq", "sw", "gl", "mr", "pa", "si", "km", "sn", "yo", "so", "af", "oc", "ka", "be", "tg", "sd", "gu", "am", "yi", "lo", "uz", "fo", "ht", "ps", "tk", "nn", "mt", "sa", "lb", "my", "bo", "tl", "mg", "as", "tt", "haw", "ln", "ha", "ba", "jw", "su", "yue"]  # fmt: skip
SPECIAL = [
    "<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in LANGUAGES), "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>", *(f"<|{i * 0.02:.2f}|>" for i in range(1501)),
]  # fmt: skip
WIDTH, POSITIONS = 8, 448


def make(folder: Path) -> Path:
    """The folder, filled with model.bin, config.json, vocabulary.json and tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [f" w{_letters(i)}" for i in range(TEXT)]
    spec = WhisperSpec(1, 2, 1, 2)
    _fill(spec, len(words) + len(SPECIAL))
    spec.register_vocabulary([*words, *SPECIAL])
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = list(range(TEXT + 2, TEXT + 2 + len(LANGUAGES)))
    spec.config.alignment_heads = [(0, 0)]
    spec.validate()
    spec.save(str(folder))
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token=words[0]))
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": 80}))
    return folder


def _letters(number: int) -> str:
    """Base 26, in a mixed order: text that does not look like a stuck model's repetitions."""
    number, found = number * 7919 % 456_976, ""
    for _ in range(4):
        number, digit = divmod(number, 26)
        found += chr(97 + digit)
    return found


def _fill(spec: WhisperSpec, vocabulary: int) -> None:
    rng = np.random.default_rng(7)

    def random(*shape: int, scale: float = 0.3) -> np.ndarray:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    def norm(layer: object) -> None:
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)  # type: ignore[attr-defined]

    def linear(layer: object, out: int, into: int) -> None:
        layer.weight, layer.bias = random(out, into), np.zeros(out, np.float32)  # type: ignore[attr-defined]

    encoder, decoder = spec.encoder, spec.decoder
    encoder.conv1.weight, encoder.conv1.bias = random(WIDTH, 80, 3), np.zeros(WIDTH, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = random(WIDTH, WIDTH, 3), np.zeros(WIDTH, np.float32)
    encoder.position_encodings.encodings = random(1500, WIDTH)
    decoder.position_encodings.encodings = random(POSITIONS, WIDTH, scale=3.0)
    decoder.embeddings.weight = random(vocabulary, WIDTH, scale=0.1)
    decoder.projection.weight = random(vocabulary, WIDTH, scale=8.0)  # sharp, so that no second try is made
    decoder.projection.bias = np.zeros(vocabulary, np.float32)
    decoder.projection.bias[TEXT] = 65.0  # the end comes soon
    for stack in (encoder, decoder):
        norm(stack.layer_norm)
        layer = stack.layer[0]
        attentions = [layer.self_attention, *([layer.attention] if stack is decoder else [])]
        for attention in attentions:
            norm(attention.layer_norm)
        fused, last = layer.self_attention.linear
        linear(fused, 3 * WIDTH, WIDTH)
        linear(last, WIDTH, WIDTH)
        norm(layer.ffn.layer_norm)
        linear(layer.ffn.linear_0, 4 * WIDTH, WIDTH)
        linear(layer.ffn.linear_1, WIDTH, 4 * WIDTH)
    query, both, last = decoder.layer[0].attention.linear
    linear(query, WIDTH, WIDTH)
    linear(both, 2 * WIDTH, WIDTH)
    linear(last, WIDTH, WIDTH)
