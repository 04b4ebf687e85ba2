from operator import attrgetter

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = _("Matching")

    def ready(self) -> None:
        """Connect the reactions to people and programs, the sweep's chores, and what is added to a program's pages."""
        from matching import receivers
        from matching.bridge import methods
        from matching.bridge.bulk import BULK_METHODS
        from matching.enums import RunMethod
        from matching.selectors.credentials import facts_of as credentials_of
        from matching.selectors.person_facts import facts_of
        from matching.services import (
            bulk_runs,
            chemistry,
            departures,
            proposals,
            requests,
            roster,
            run_results,
            waitlist,
        )
        from notifications.definitions import register_chore
        from people.selectors.blocks import register_block
        from people.signals import employment_changed
        from program.enums import ProgramKind
        from program.selectors.tabs import register_tab
        from program.signals import enrollment_ended

        enrollment_ended.connect(receivers.on_enrollment_ended, dispatch_uid="matching.enrollment_ended")
        employment_changed.connect(receivers.on_employment_changed, dispatch_uid="matching.employment_changed")
        register_chore("match requests of people on a break", departures.follow_breaks)
        register_chore("match requests that expire", requests.expire_due)
        register_chore("proposals that expire", proposals.expire_due)
        register_chore("places that are offered", waitlist.lapse_due)
        register_chore("changes about mentors", roster.forget_old_changes)
        register_chore("rounds of first talks that end", chemistry.close_due)
        register_block(
            "partnerships", title=_("Partnerships"), empty=_("Not matched so far."), order=20, facts_of=facts_of
        )
        register_block(
            "credentials", title=_("Credentials"), empty=_("Nothing is on record."), order=30, facts_of=credentials_of
        )
        methods.register(RunMethod.ASSIGNMENT, run_results.ASSIGNMENT)
        for method in BULK_METHODS:
            methods.register(method, bulk_runs.BULK)
        mentoring, coaching = (ProgramKind.MENTORING,), (ProgramKind.COACHING,)
        ranks, asks = attrgetter("matches_in_bulk"), lambda program: not program.matches_in_bulk
        register_tab(
            "requests", label=_("Matching"), url_name="request_overview", order=40, kinds=mentoring, is_for=asks
        )
        register_tab("bulk", label=_("Matching"), url_name="bulk_list", order=40, kinds=mentoring, is_for=ranks)
        register_tab("assignment", label=_("Matching"), url_name="assignment_list", order=40, kinds=coaching)
        _register_ways()


def _register_ways() -> None:
    """Where people go once they are ready: they ask each other, or rank where all are matched at once."""
    from program.enums import Role
    from program.selectors.tabs import register_way

    ranks, asks = attrgetter("matches_in_bulk"), lambda program: not program.matches_in_bulk
    register_way(
        Role.MENTEE,
        title=_("Find a mentor"),
        text=_("See who may fit and why, choose a few, and ask them in your order."),
        label=_("Look at mentors"),
        url_name="mentor_list",
        is_for=asks,
    )
    register_way(
        Role.MENTEE,
        title=_("Your requests"),
        text=_("Whom you have asked, in which order, and what happens next."),
        label=_("See your requests"),
        url_name="request_own_list",
        is_for=asks,
    )
    register_way(
        Role.MENTEE,
        title=_("Rank your mentors"),
        text=_("See who may fit and why, and put those you would like in your order: all are matched at once."),
        label=_("Make your order"),
        url_name="ranking_detail",
        is_for=ranks,
    )
    register_way(
        Role.MENTOR,
        title=_("Rank mentees"),
        text=_("See who hopes for what, and put those you would like in your order: all are matched at once."),
        label=_("Make your order"),
        url_name="ranking_detail",
        is_for=ranks,
    )
    register_way(
        Role.MENTOR,
        title=_("Requests"),
        text=_("Who asks you, why you may fit, and how many people you have room for."),
        label=_("Open requests"),
        url_name="request_list",
        has_pk=False,
    )
