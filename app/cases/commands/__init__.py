"""What comes in to the register."""

from app.cases.commands.courts import AddUnit, DescribeCourt, UnitsOfClerk
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
    "DescribeCaseType",
    "DescribeCourt",
    "DescribeJudgeList",
    "NewPart",
    "NumberCases",
    "OpenCase",
    "Paper",
    "ReplaceJudge",
    "ShareOfJudge",
    "UnitsOfClerk",
]
