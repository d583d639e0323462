"""Mutation testing: the program is changed in one small way at a time, and a test must notice.

mutmut was tried first. It copes with the tree, but runs the tests twice in one process before the
first mutant, reads the library anew for each, draws no samples and drops no statements. Here a mutant
is a fork of a process that has collected the tests and read the library, with the code of one
function exchanged.
"""
