"""A small tokenizer built as LLaMA's and Mistral's are: byte fallback, no pre-tokenizer."""

import json
from functools import cache
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, processors, trainers

SPECIAL = ("<unk>", "<s>", "</s>")
_TEXTS = (
    "A chat between a curious human and an artificial intelligence assistant. "
    "The assistant gives helpful, detailed, and polite answers to the human's questions.",
    "USER: What does the image show? ASSISTANT: The image shows a melanoma on the back.",
    "[INST] What type of skin condition does this image depict? [/INST] It is an eczema.",
    "This is a skin lesion image. From the following categories, which one is the diagnosis?",
    "The dermoscopic image shows a pigmented lesion with an irregular border and two colours.",
    "Is the lesion malignant? Yes. No. It is benign. basal cell carcinoma, nevus, psoriasis",
)


@cache
def tokenizer_json() -> str:
    """tokenizer.json: ids 0..2 special, 3..258 the bytes, then learned pieces."""
    learner = Tokenizer(models.BPE())
    learner.normalizer = _normalizer()
    learner.train_from_iterator(
        [word for text in _TEXTS for word in text.split()],
        trainers.BpeTrainer(vocab_size=180, show_progress=False),
    )
    learned = json.loads(learner.to_str())["model"]
    pieces = [piece for piece, _ in sorted(learned["vocab"].items(), key=lambda item: item[1])]
    names = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *pieces]
    tokenizer = Tokenizer(
        models.BPE(
            vocab={name: index for index, name in enumerate(names)},
            merges=[tuple(merge) for merge in learned["merges"]],
            unk_token="<unk>",
            byte_fallback=True,
            fuse_unk=True,
        )
    )
    tokenizer.normalizer = _normalizer()
    tokenizer.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B:1", special_tokens=[("<s>", 1)]
    )
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in SPECIAL])
    return tokenizer.to_str()


def vocab_size() -> int:
    return Tokenizer.from_str(tokenizer_json()).get_vocab_size()


def write_tokenizer(folder: Path) -> None:
    """tokenizer.json, tokenizer_config.json and special_tokens_map.json as the base has them."""
    (folder / "tokenizer.json").write_text(tokenizer_json(), encoding="utf-8")
    special = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<unk>"}
    config = {
        **special,
        "add_bos_token": True,
        "add_eos_token": False,
        "clean_up_tokenization_spaces": False,
        "legacy": True,
        "model_max_length": 2048,
        "padding_side": "right",
        "tokenizer_class": "LlamaTokenizer",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")
    (folder / "special_tokens_map.json").write_text(json.dumps(special), encoding="utf-8")


def _normalizer() -> normalizers.Normalizer:
    return normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
