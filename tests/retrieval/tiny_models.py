"""Tiny random models over a vocabulary of letters. Needs the extra `transformers`."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

_LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß0123456789.,:?€"
_WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]


def make_model(
    folder: Path,
    *,
    seed: int = 0,
    prompts: dict[str, str] | None = None,
    default: str | None = None,
    pooling: str = "mean",
) -> str:
    """A BERT of two small layers, pooled and normalised; returns its path."""
    plain = folder.parent / f"{folder.name}-bert"
    BertModel(_config(plain, seed)).save_pretrained(plain)
    transformer = Transformer(str(plain), max_seq_length=128)
    model = SentenceTransformer(
        modules=[transformer, Pooling(32, pooling_mode=pooling), Normalize()],
        prompts=prompts,
        default_prompt_name=default,
        device="cpu",
    )
    model.save(str(folder))
    shutil.rmtree(plain)
    return str(folder)


def make_reranker(folder: Path, *, labels: int = 1) -> str:
    """A BERT of two small layers that reads a pair and gives `labels` values; returns its path."""
    plain = folder.parent / f"{folder.name}-bert"
    config = _config(plain, seed=3)
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(plain)
    CrossEncoder(str(plain), device="cpu").save_pretrained(str(folder))
    shutil.rmtree(plain)
    return str(folder)


def _config(plain: Path, seed: int) -> BertConfig:
    plain.mkdir(parents=True)
    (plain / "vocab.txt").write_text("\n".join(_WORDS), encoding="utf-8")
    BertTokenizerFast(vocab=str(plain / "vocab.txt"), strip_accents=False).save_pretrained(plain)
    torch.manual_seed(seed)
    return BertConfig(
        vocab_size=len(_WORDS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
