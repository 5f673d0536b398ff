"""A document's states and renditions, and a heading for each kind of finding."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import N_


class DocumentStatus(StrEnum):
    quarantine = "quarantine"  # received, not yet checked; nobody but the filer and the court's check sees it
    checked = "checked"
    blocked = "blocked"  # the check found something that must be fixed first


class Variant(StrEnum):
    record = "record"  # the record copy
    public = "public"  # stamped, for everybody entitled


FINDING_TITLES: Mapping[str, str] = {
    "empty": N_("The file is empty"),
    "not-pdf": N_("The file is not a PDF"),
    "unreadable": N_("The PDF cannot be read"),
    "too-demanding": N_("The PDF is too heavy to open"),
    "password": N_("The PDF asks for a password"),
    "locked": N_("The PDF is locked"),
    "script": N_("The PDF contains a program"),
    "launch": N_("The PDF can start other programs"),
    "attachment": N_("Other files are inside the PDF"),
    "form-program": N_("The PDF is an interactive form"),
    "multimedia": N_("The PDF contains sound, video or 3D"),
    "external-access": N_("The PDF can contact other computers"),
    "too-many-pages": N_("The PDF has too many pages"),
    "text-under-box": N_("Text can be read under a dark box"),
    "protected-term": N_("A protected name is on a page"),
    "protected-title": N_("A protected name is in the title"),
    "protected-file-name": N_("A protected name is in the file name"),
    "protected-metadata": N_("A protected name is in hidden fields"),
    "page-size": N_("A page has an unusual size"),
    "no-text": N_("There are pages without text"),
    "card-number": N_("There may be a payment card number"),
    "iban": N_("There may be a bank account number"),
    "national-id": N_("There may be a personal identity number"),
    "birth-date": N_("There may be a date of birth"),
    "location-metadata": N_("A picture says where it was taken"),
    "author-metadata": N_("The PDF names its author"),
    "email": N_("There is an e-mail address"),
    "phone": N_("There is a telephone number"),
    "link": N_("There is a link to a web page"),
    "signed": N_("The PDF is signed"),
    "hidden-text-not-checked": N_("The search for hidden text was not finished"),
}
