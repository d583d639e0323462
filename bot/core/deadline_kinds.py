"""The papers and matters that have a period: whose time runs, and which figures set it."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Whose: TypeAlias = Literal["yours", "theirs"]


@dataclass(frozen=True)
class DeadlineKind:
    """One kind of paper or matter.

    `figure` is the figure that sets the period, empty where the law sets none in days. `rules` are
    further figures that it rests on. `stages` are longer periods that may follow: each figure, and
    whether it is counted from the end of the stage before instead of from the first day. `court`:
    counted as the procedure law counts. `excusable`: who missed it for good reason may ask the court for
    more time. `notes` are codes of what must be said with it.
    """

    name: str
    whose: Whose
    figure: str = ""
    rules: tuple[str, ...] = ()
    stages: tuple[tuple[str, bool], ...] = ()
    court: bool = True
    excusable: bool = False
    notes: tuple[str, ...] = ()


_ALL: Final = (
    DeadlineKind(
        "payment_order",
        "yours",
        "payment_order_days",
        ("payment_order_objection", "payment_order_lapses"),
        excusable=True,
        notes=("in_writing", "no_money_is_no_objection"),
    ),
    DeadlineKind(
        "court_summons",
        "yours",
        "defence_days",
        ("default_judgment",),
        excusable=True,
        notes=("jurisdiction_too", "hearing_apart"),
    ),
    DeadlineKind(
        "judgment_appeal", "yours", "appeal_days", ("small_claim_is_final",), excusable=True
    ),
    DeadlineKind(
        "ruling_appeal", "yours", "ruling_appeal_days", excusable=True, notes=("if_appealable",)
    ),
    DeadlineKind("small_claim", "yours", "", ("small_claim_is_final",), notes=("no_appeal",)),
    DeadlineKind(
        "arbitration_notice",
        "yours",
        "",
        ("arbitration_silence", "arbitration_online"),
        court=False,
        notes=("day_in_the_notice", "before_first_hearing"),
    ),
    DeadlineKind("arbitration_award", "yours", "arbitration_set_aside_months"),
    DeadlineKind("enforcement_review", "yours", "enforcement_review_days", excusable=True),
    DeadlineKind("late_excuse", "yours", "late_excuse_days", notes=("court_decides",)),
    DeadlineKind("enforcement_objection", "theirs", "enforcement_objection_days"),
    DeadlineKind("defaulter_correction", "theirs", "defaulter_correction_days"),
    DeadlineKind(
        "credit_objection", "theirs", "objection_days", ("objection_ignored",), court=False
    ),
    DeadlineKind(
        "bank_complaint",
        "theirs",
        "complaint_days",
        stages=(("complaint_days_complex", False), ("complaint_extension_days", True)),
        court=False,
        notes=("may_take_longer",),
    ),
    DeadlineKind(
        "pboc_complaint", "theirs", "pboc_complaint_days", court=False, notes=("from_acceptance",)
    ),
)

DEADLINE_KINDS: Final = {kind.name: kind for kind in _ALL}
