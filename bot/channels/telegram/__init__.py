"""Telegram: updates decoded to events, screens drawn as Bot API calls, and the client that makes them."""
