"""Tests of conversations, written in YAML: read, run, and collected by pytest."""
