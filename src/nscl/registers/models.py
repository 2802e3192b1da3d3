"""The tables of this app, one module per register."""

from nscl.registers.clubs import Club, ClubActivity
from nscl.registers.expected import Expected
from nscl.registers.pilots import Pilot, PilotSystem
from nscl.registers.training import Attendance, Course, Learner, Session

__all__ = ["Attendance", "Club", "ClubActivity", "Course", "Expected", "Learner", "Pilot", "PilotSystem", "Session"]
