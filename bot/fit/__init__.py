"""Fit: which action field of an alliance an idea belongs to, and why."""
