"""Features from the facts of the directory: languages, working hours, grade, department, location."""

from typing import Any

from matching.engine.factors import Reason
from matching.engine.features.base import CategoryFeature
from matching.engine.hours import WORKING_MINUTES, shared_minutes
from matching.engine.people import Guide, Seeker


class Languages(CategoryFeature):
    """One common language is worth three quarters of the points, two or more all of them."""

    name = "languages"

    def value(self, seeker: Seeker) -> frozenset[str]:
        """The languages a seeker speaks."""
        return seeker.languages

    def group(self, guide: Guide) -> frozenset[str]:
        """The languages a guide speaks."""
        return guide.languages

    def points(self, value: frozenset[str], group: frozenset[str]) -> int:
        """None in common gives 0; whether such a pair may be matched at all is a matter of the rules."""
        if not value or not group:
            return self.half
        common = len(value & group)
        return self.most if common > 1 else self.most * 3 // 4 if common else 0

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the common languages."""
        if not seeker.languages or not guide.languages:
            return Reason("languages_not_said")
        common = sorted(seeker.languages & guide.languages)
        return Reason("languages_shared", {"languages": common}) if common else Reason("languages_none")


class Zone(CategoryFeature):
    """The share of the working day during which both are at work."""

    name = "zone"

    def value(self, seeker: Seeker) -> str:
        """The seeker's time zone."""
        return seeker.zone

    def group(self, guide: Guide) -> str:
        """The guide's time zone."""
        return guide.zone

    def points(self, value: str, group: str) -> int:
        """Half a common working day gives all points: nobody meets for longer."""
        minutes = shared_minutes(value, group)
        return self.half if minutes is None else self.most * min(2 * minutes, WORKING_MINUTES) // WORKING_MINUTES

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the shared working time in minutes a day."""
        minutes = shared_minutes(seeker.zone, guide.zone)
        if minutes is None:
            return Reason("zone_not_said")
        return Reason("zone_overlap" if minutes else "zone_apart", {"minutes": minutes})


class Grade(CategoryFeature):
    """A guide within the wanted band of grades above the seeker; each grade outside costs a third."""

    name = "grade"

    def value(self, seeker: Seeker) -> int | None:
        """The seeker's grade."""
        return seeker.grade

    def group(self, guide: Guide) -> int | None:
        """The guide's grade."""
        return guide.grade

    def points(self, value: int | None, group: int | None) -> int:
        """All points inside the band, none three grades outside it."""
        if value is None or group is None:
            return self.half
        outside = max(self.weights.grade_from - (group - value), (group - value) - self.weights.grade_to, 0)
        return self.most * max(0, 3 - outside) // 3

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names how many grades lie between them (negative: the guide stands below)."""
        if seeker.grade is None or guide.grade is None:
            return Reason("grade_not_said")
        above = guide.grade - seeker.grade
        return Reason(self._code(above), {"above": above})

    def _code(self, above: int) -> str:
        if above < self.weights.grade_from:
            return "grade_below" if above < 0 else "grade_too_near"
        if above > self.weights.grade_to:
            return "grade_too_far"
        # A program for peers, or with mentors from below, has a band that says nothing of being further on.
        return "grade_in_band" if above > 0 else "grade_wanted"


class Department(CategoryFeature):
    """Another department (a wider view) or the same one (the same craft), as the program wishes.

    'Engineering/Platform' and 'Engineering/Data' are half way between the same and another department.
    """

    name = "department"

    def value(self, seeker: Seeker) -> str:
        """The seeker's department."""
        return seeker.department

    def group(self, guide: Guide) -> str:
        """The guide's department."""
        return guide.department

    def points(self, value: str, group: str) -> int:
        """From 0 to all points with the distance, or the other way round."""
        if not value or not group:
            return self.half
        distance = self._distance(value, group)
        return self.most * (distance if self.weights.other_department else 2 - distance) // 2

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the guide's department."""
        if not seeker.department or not guide.department:
            return Reason("department_not_said")
        code = ("department_same", "department_near", "department_other")
        return Reason(code[self._distance(seeker.department, guide.department)], {"department": guide.department})

    @staticmethod
    def _distance(one: str, other: str) -> int:
        if one == other:
            return 0
        return 1 if one.split("/")[0].strip() == other.split("/")[0].strip() else 2


class Location(CategoryFeature):
    """The same place, where people can meet in person."""

    name = "location"

    def value(self, seeker: Seeker) -> str:
        """The seeker's location."""
        return seeker.location

    def group(self, guide: Guide) -> str:
        """The guide's location."""
        return guide.location

    def points(self, value: Any, group: Any) -> int:
        """All or nothing."""
        if not value or not group:
            return self.half
        return self.most if value == group else 0

    def reason(self, seeker: Seeker, guide: Guide) -> Reason:
        """Names the guide's location."""
        if not seeker.location or not guide.location:
            return Reason("location_not_said")
        code = "location_same" if seeker.location == guide.location else "location_other"
        return Reason(code, {"location": guide.location})
