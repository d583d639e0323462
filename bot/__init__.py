"""Ashore 上岸: a Telegram bot that walks over-indebted borrowers ashore, one question at a time."""

__version__ = "0.1.0"
