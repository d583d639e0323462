"""What is promised of the running bot, put to the test: `python -m tests.faults`."""
