"""The plan as data: read from a folder, checked, asked. Pure: no database, no clock."""

from nscl.plan.checking import Check, check
from nscl.plan.loading import load
from nscl.plan.objectives import Indicator
from nscl.plan.plan import Plan
from nscl.plan.problems import PlanErrors, Problem
from nscl.plan.record import Period
from nscl.plan.target import Target
from nscl.plan.tasks import Task

__all__ = ["Check", "Indicator", "Period", "Plan", "PlanErrors", "Problem", "Target", "Task", "check", "load"]
