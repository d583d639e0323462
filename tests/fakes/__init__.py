"""Far sides, played on this machine: the tests, process tests and benchmarks share them."""
