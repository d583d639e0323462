"""Every error that Ashore raises, by who must act on it.

    AshoreError
    ├── ContentError    a counselor: a flow, words, figure or card file is wrong
    ├── ConfigError     an operator: config.yaml, the environment, the token
    ├── StoreError      an operator: the database
    ├── ChannelError    the network: it is retried, or the message becomes a dead letter
    ├── InputError      whoever gave the numbers: they cannot be reckoned with as they stand
    └── BugError        a developer: this was thought to be impossible

A borrower's mistake is no error: it is a value (`flow.model.Rejection`). Each error is one sentence
that says what happened and what to do next; layers add notes (`add_note`) on the way out, so that a
traceback names flow, step and line.
"""


class AshoreError(Exception):
    """The root: what Ashore raises on purpose."""


class ContentError(AshoreError):
    """A flow or content file is wrong; a counselor mends it."""


class ConfigError(AshoreError):
    """A setting is wrong or missing; an operator mends it."""


class StoreError(AshoreError):
    """The database cannot be used; an operator mends it."""


class ChannelError(AshoreError):
    """The network or the far side failed."""


class InputError(AshoreError):
    """Numbers or dates that cannot be reckoned with; whoever gave them looks at them again.

    `code` names the words that say so (`refusals.<code>` in content/<language>/common.yaml), `values`
    are what those words may use: Decimals, whole numbers, dates or text.
    """

    def __init__(self, code: str, **values: object) -> None:
        """The text of the error is the code with its values, for developers; people get the words."""
        super().__init__(" ".join([code, *(f"{name}={value}" for name, value in values.items())]))
        self.code = code
        self.values = values


class BugError(AshoreError):
    """Something thought to be impossible happened; a developer mends it."""
