"""Reads a posted form (application/x-www-form-urlencoded) with a small cap; files come as raw streams."""

from urllib.parse import parse_qs

from starlette.requests import Request

from app.kernel.errors import N_, Invalid, TooLarge

LARGEST = 256 * 1024


class FormUnreadable(Invalid):
    code = "form-unreadable"
    title = N_("This form did not arrive as the court expects it.")
    hint = N_("Go back, reload the page and send the form again.")


class FormTooLarge(TooLarge):
    code = "form-too-large"
    title = N_("There is more text in this form than the court takes.")
    hint = N_("Shorten the text, or file it as a document.")


class Form:
    """The fields of one form; a missing field is an empty text."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        return self._fields.get(name, [""])[-1].strip()

    def all(self, name: str) -> list[str]:
        """Every value of a field that may be given several times."""
        return [value.strip() for value in self._fields.get(name, [])]

    def chosen(self, *names: str) -> dict[str, str]:
        """The named fields that are not empty."""
        return {name: self[name] for name in names if self[name]}

    def fields(self) -> list[tuple[str, str]]:
        """Every field with every value, in order."""
        return [(name, value) for name, values in self._fields.items() for value in values]

    def changed(self, **fields: str) -> "Form":
        """The same form with some fields filled in anew."""
        return Form(self._fields | {name: [value] for name, value in fields.items()})


async def read_form(request: Request) -> Form:
    """The posted fields; raises FormUnreadable, FormTooLarge."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise FormTooLarge(limit=LARGEST)
    if "urlencoded" not in request.headers.get("content-type", "application/x-www-form-urlencoded"):
        raise FormUnreadable()
    try:
        form = Form(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=500))
    except ValueError as reason:
        raise FormUnreadable() from reason
    request.state.form = form  # so that nothing typed is lost when the person must first prove who they are
    return form
