"""The table of the operator's commands that are done by the running server."""

from collections.abc import Mapping

from app.operator.backups import backup
from app.operator.importing import import_cases
from app.operator.keys import destroy, list_keys, reach, rewrap, rotate
from app.operator.line import Work

WORK: Mapping[str, Work] = {
    "keys list": list_keys,
    "keys rotate": rotate,
    "keys rewrap": rewrap,
    "keys reach": reach,
    "keys destroy": destroy,
    "backup": backup,
    "import": import_cases,
}
