"""A language made of English: accented, longer, in brackets, so that a forgotten or cut text can be seen."""

import re
from gettext import NullTranslations

OPEN, CLOSE = "⟦", "⟧"
_PLAIN = "aceinorsuyACEINORSUY"
_MARKED = "àçéîñôŕšûýÀÇÉÎÑÔŔŠÛÝ"
_ACCENTS = str.maketrans(_PLAIN, _MARKED)
_KEEP = re.compile(r"(%\([a-z_]+\)[sd]|%%|\{[a-z_]+\}|<[^>]+>|&#?\w+;)")


def pseudo(text: str) -> str:
    """`Sign in` → `⟦Šîîgñ îîñ⟧`: placeholders, markup and entities stay as they are."""
    parts = _KEEP.split(text)
    return OPEN + "".join(part if index % 2 else _accent(part) for index, part in enumerate(parts)) + CLOSE


def _accent(text: str) -> str:
    return re.sub(r"[aeiouAEIOU]", lambda vowel: vowel[0] * 2, text).translate(_ACCENTS)


class PseudoTranslations(NullTranslations):
    """Answers every request for a text with its pseudo form."""

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return pseudo(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)
