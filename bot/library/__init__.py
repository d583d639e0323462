"""The library: flows and content read from disk, checked as a whole, and worded for a borrower.

YAML and Jinja2 are used here and nowhere else.
"""

from bot.library.library import Library
from bot.library.load import load_library

__all__ = ["Library", "load_library"]
