"""The benchmark: Ashore and its peers on one fake Bot API. Run with `python -m tests.bench`."""
