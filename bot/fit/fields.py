"""The action fields of an alliance as an idea is compared with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.fit.model import Model, field_features, field_probabilities
from corpus.programme import ActionField, Programme, Topic
from retrieval.embedders import Embedder


@dataclass(frozen=True, kw_only=True, eq=False)
class Fields:
    """`members` (fields, themes) tells which themes belong to a field; `vectors` are its topic texts, one row each."""

    fields: tuple[ActionField, ...]
    members: np.ndarray
    topic_members: dict[str, np.ndarray]  # topic id: (themes,), 1 for its first theme, less for the next
    vectors: tuple[np.ndarray, ...]
    topic_vectors: dict[str, np.ndarray]

    def features(self, model: Model, logs: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """What the field model is asked with; see `field_features`."""
        near = [rows @ vector for rows in self.vectors]
        return field_features(logs, model.outside, self.members, near)

    def probabilities(self, model: Model, logs: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """The probability of every field and, last, of none."""
        return field_probabilities(self.features(model, logs, vector), model.field)

    def topic(self, field: ActionField, logs: np.ndarray, vector: np.ndarray) -> Topic:
        """The topic of a field that suits best: by theme, then by text."""

        def suits(topic: Topic) -> float:
            of = self.topic_members[topic.id]
            by_theme = float((np.exp(logs) * of).max())
            return by_theme + float((self.topic_vectors[topic.id] @ vector).max())

        return max(field.topics, key=suits)


def topic_texts(topic: Topic) -> list[str]:
    """What a topic is compared by."""
    return [topic.title, topic.description]


def fields_of(programme: Programme, embedder: Embedder, model: Model) -> Fields:
    """The fields of a programme that has some; embeds two texts a topic."""
    topic_vectors = {
        topic.id: np.array([embedder.embed_query(text) for text in topic_texts(topic)])
        for field in programme.action_fields
        for topic in field.topics
    }
    place = {theme: i for i, theme in enumerate(model.themes)}
    topic_members = {}
    for field in programme.action_fields:
        for topic in field.topics:
            of = np.zeros(len(model.themes))
            themes = [t for t in topic.themes if t in place] or _guessed(topic, topic_vectors[topic.id], model)
            for rank, theme in enumerate(themes):
                of[place[theme]] = 1.0 / (1.0 + 0.1 * rank)
            topic_members[topic.id] = of
    members = [np.max([topic_members[t.id] for t in field.topics], axis=0) > 0 for field in programme.action_fields]
    return Fields(
        fields=programme.action_fields,
        members=np.array(members),
        topic_members=topic_members,
        vectors=tuple(np.vstack([topic_vectors[t.id] for t in f.topics]) for f in programme.action_fields),
        topic_vectors=topic_vectors,
    )


def _guessed(topic: Topic, vectors: np.ndarray, model: Model) -> list[str]:
    """The themes of a topic whose programme names none: those its own text is about."""
    logs = np.where(model.outside, -np.inf, model.theme_logs(vectors.mean(axis=0), " ".join(topic_texts(topic))))
    return [model.themes[i] for i in np.argsort(-logs)[:3]]
