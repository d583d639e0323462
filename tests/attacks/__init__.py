"""What anyone may send, however odd or hostile, put to the test: `python -m tests.attacks`."""
