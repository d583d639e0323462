"""The same intake, written as other libraries want it written. Run with `tests/bench/requirements.lock`."""
