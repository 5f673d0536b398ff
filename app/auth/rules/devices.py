"""What a browser says it is, as words its owner recognises it by: "Firefox" and "Android", and nothing finer."""

from dataclasses import dataclass

# In this order: each of them also says that it is one of those below it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """Names of products, the same in every language; empty when it does not say."""

    browser: str = ""
    system: str = ""

    @classmethod
    def kept(cls, text: str) -> "Device":
        """As it is kept in a row."""
        browser, _, system = text.partition("/")
        return cls(browser, system)

    def __str__(self) -> str:
        return f"{self.browser}/{self.system}"


def device_of(user_agent: str) -> Device:
    """The device behind a User-Agent header. Versions and models are left out: they only help to follow people."""
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in known if sign in text), "")
