"""What comes in to the register."""

from app.cases.commands.courts import AddUnit, DescribeCourt, UnitsOfClerk
from app.cases.commands.deadlines import ChangeDeadline, DeclareHoliday, PublishClosure, SetDeadline
from app.cases.commands.opening import (
    DescribeCaseType,
    DescribeJudgeList,
    NewPart,
    NumberCases,
    OpenCase,
    Paper,
    ReplaceJudge,
    ShareOfJudge,
)

__all__ = [
    "AddUnit",
    "ChangeDeadline",
    "DeclareHoliday",
    "DescribeCaseType",
    "DescribeCourt",
    "DescribeJudgeList",
    "NewPart",
    "NumberCases",
    "OpenCase",
    "Paper",
    "PublishClosure",
    "ReplaceJudge",
    "SetDeadline",
    "ShareOfJudge",
    "UnitsOfClerk",
]
