"""Proving a run again: the same inputs, rules, points and seed must give the same answer, bit for bit."""

from django.utils.translation import gettext as _

from core.rules import Refusal
from matching import engine
from matching.bridge.bulk import match_again
from matching.bridge.inputs import assign_again, fingerprint
from matching.enums import RunMethod, WorkState
from matching.models import AssignmentRun


def differences(run: AssignmentRun) -> list[str]:
    """What is not as it was found, in words; empty when the answer is the same and stands as it was stored.

    Exchanges made by hand since are repeated on the way. Raises Refusal for a run that has no answer.
    """
    if run.work != WorkState.DONE:
        raise Refusal(_("There is no result to look at. Run it again."))
    if run.method == RunMethod.ASSIGNMENT:
        found = assign_again(run.inputs, run.weights, run.rules, run.seed)
    else:
        found = match_again(run.inputs, run.method, run.weights, run.rules, run.seed)
    said = []
    if run.engine_version != engine.ENGINE_VERSION:
        versions = {"then": run.engine_version, "now": engine.ENGINE_VERSION}
        said.append(_("It was made by engine %(then)s; this is %(now)s, which may answer differently.") % versions)
    elif found.input_hash != run.inputs_hash:
        said.append(_("What it was made from does not carry its fingerprint."))
    if fingerprint((one.seeker, one.guide, one.score) for one in found.pairs) == run.figures.get("answer"):
        said = []
    else:
        said.append(_("The engine finds other pairs than the ones recorded."))
    if not _stands(run, {one.seeker: one.guide for one in found.pairs}):
        said.append(_("The pairs that are stored are not the ones that were found."))
    return said


def _stands(run: AssignmentRun, found: dict[str, str]) -> bool:
    """Whether the stored pairs are the ones found, after the exchanges made by hand."""
    rows = list(run.pairs.values_list("pk", "seeker__person", "guide__person"))
    seeker_of = {str(pk): str(seeker) for pk, seeker, _guide in rows}
    for swap in run.swaps:
        one, other = seeker_of.get(swap["first"]), seeker_of.get(swap["second"])
        if one not in found or other not in found:
            return False
        found[one], found[other] = found[other], found[one]
    return found == {str(seeker): str(guide) for _pk, seeker, guide in rows}
