"""A document's states and renditions."""

from enum import StrEnum


class DocumentStatus(StrEnum):
    quarantine = "quarantine"  # received, not yet checked; nobody but the filer and the court's check sees it
    checked = "checked"
    blocked = "blocked"  # the check found something that must be fixed first


class Variant(StrEnum):
    record = "record"  # the record copy
    public = "public"  # stamped, for everybody entitled
