"""What reading and sending documents refuses."""

from app.kernel.errors import N_, Conflict, Gone, Invalid, NotFound


class DocumentNotFound(NotFound):
    code = "document-not-found"
    title = N_("There is no such document that you may read.")
    hint = N_("Go back to the docket, or ask the court office.")


class UploadEnded(Gone):
    code = "upload-ended"
    title = N_("This upload was left open too long and has been closed.")
    hint = N_("Choose the file again; it takes a new start.")


class UploadLengthMissing(Invalid):
    """`limit`: bytes the court takes in one document."""

    code = "upload-length-missing"
    title = N_("An upload must say how many bytes it will have.")
    hint = N_("Send the size of the file as Upload-Length.")


class FileNameMissing(Invalid):
    code = "file-name-missing"
    title = N_("An upload must say the name of its file.")
    hint = N_("Send the file name, base64-encoded, in Upload-Metadata, with at most 255 characters.")


class NothingToClean(Conflict):
    code = "nothing-to-clean"
    title = N_("A cleaned copy would not help with what was found in this document.")
    hint = N_("Replace the file, or keep it as it is where that is offered.")
