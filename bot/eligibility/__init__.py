"""Eligibility: what a project idea says, held against what an alliance funds."""
