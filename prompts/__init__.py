"""Prompt templates for language models. None yet: answers are extractive."""
