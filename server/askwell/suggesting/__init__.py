"""Turns a profile document and a seeker into a question plan; pure and deterministic."""
