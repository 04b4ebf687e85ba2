from program.models.enrollment import Enrollment, EnrollmentSkill
from program.models.orientation import OrientationCompletion, OrientationStep
from program.models.program import Cohort, Program, ProgramManager

__all__ = [
    "Cohort",
    "Enrollment",
    "EnrollmentSkill",
    "OrientationCompletion",
    "OrientationStep",
    "Program",
    "ProgramManager",
]
