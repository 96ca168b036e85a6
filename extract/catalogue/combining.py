"""One answer for a model whose variants were answered one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from extract.catalogue.answers import ControlAnswer, ControlStatus

Part = TypeVar("Part")
_TRUST = ("low", "medium", "high")


def combine(answers: Sequence[ControlAnswer]) -> ControlAnswer:
    """What holds for all variants; figures as ranges, the rest as "depends" where they differ."""
    first = answers[0]
    if len(answers) == 1:
        return first
    statuses = {answer.status for answer in answers}
    low, high = _range(answers, lambda answer: answer.tpp)
    thin, dense = _range(answers, lambda answer: answer.density)
    least, most = _range(answers, lambda answer: answer.h100e)
    return first.model_copy(
        update={
            "variant": None,
            "status": first.status if len(statuses) == 1 else ControlStatus.DEPENDS,
            "paragraph": _joined(answers, lambda answer: answer.paragraph),
            "system_paragraph": _joined(answers, lambda answer: answer.system_paragraph),
            "would_meet": _joined(answers, lambda answer: answer.would_meet),
            "rule": _joined(answers, lambda answer: answer.rule) or first.rule,
            "tpp": low,
            "tpp_max": high,
            "tpp_basis": _same(answers, lambda answer: answer.tpp_basis),
            "die_mm2": _same(answers, lambda answer: answer.die_mm2),
            "io_gb_s": _same(answers, lambda answer: answer.io_gb_s),
            "memory_gb_s": _same(answers, lambda answer: answer.memory_gb_s),
            "density": thin,
            "density_max": dense,
            "h100e": least,
            "h100e_max": most,
            "grounds": _union(answers, lambda answer: answer.grounds),
            "exceptions": _union(answers, lambda answer: answer.exceptions),
            "outlook": _shared(answers, lambda answer: answer.outlook),
            "unknowns": _named(answers),
            "caveats": (*_shared(answers, lambda answer: answer.caveats), *_differences(answers)),
            "figure_sources": _union(answers, lambda answer: answer.figure_sources),
            "confidence": min((answer.confidence or "low" for answer in answers), key=_TRUST.index),
            "variants": tuple(answers),
        }
    )


def _range(
    answers: Sequence[ControlAnswer], get: Callable[[ControlAnswer], Decimal | None]
) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest; the highest only where it differs, both None where one is not known."""
    values = [get(answer) for answer in answers]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None, None
    low, high = min(known), max(known)
    return low, high if high != low else None


def _joined(answers: Sequence[ControlAnswer], get: Callable[[ControlAnswer], str | None]) -> str | None:
    values = dict.fromkeys(value for answer in answers if (value := get(answer)))
    return " or ".join(values) or None


def _same(answers: Sequence[ControlAnswer], get: Callable[[ControlAnswer], Part | None]) -> Part | None:
    value = get(answers[0])
    return value if all(get(answer) == value for answer in answers) else None


def _union(answers: Sequence[ControlAnswer], get: Callable[[ControlAnswer], Sequence[Part]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for answer in answers:
        parts += [part for part in get(answer) if part not in parts]
    return tuple(parts)


def _shared(answers: Sequence[ControlAnswer], get: Callable[[ControlAnswer], Sequence[Part]]) -> tuple[Part, ...]:
    return tuple(part for part in get(answers[0]) if all(part in get(answer) for answer in answers))


def _named(answers: Sequence[ControlAnswer]) -> tuple[str, ...]:
    """Unknowns with the variant they are of, unless they are of all."""
    shared = _shared(answers, lambda answer: answer.unknowns)
    own = [f"{answer.variant}: {text}" for answer in answers for text in answer.unknowns if text not in shared]
    return (*shared, *own)


def _differences(answers: Sequence[ControlAnswer]) -> list[str]:
    """What the summary cannot say, because the variants differ in it."""
    parts = {
        "licence exceptions": {tuple(note.symbol for note in answer.exceptions) for answer in answers},
        "the outlook of applications": {tuple(part.outlook for part in answer.outlook) for answer in answers},
    }
    return [f"the variants differ in {name}: see each of them" for name, values in parts.items() if len(values) > 1]
