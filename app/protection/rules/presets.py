"""The presets P0 to P4 and PJ, and the interim measures of each profile, as data a judge may mix."""

from dataclasses import replace

from app.protection.terms import (
    FULL,
    NOTHING,
    Audience,
    Cap,
    Exposure,
    Measures,
    Name,
    Preset,
    Profile,
    Video,
    Voice,
    Words,
    shown,
)

HEARD = shown(Video.NONE, Voice.FULL, Words.LIVE, Name.FULL)
"""Heard and known, not seen."""
_UNNAMED_VOICE = replace(HEARD, name=Name.NOTHING)
_BY_PSEUDONYM = replace(FULL, name=Name.PSEUDONYM)
_PART_ONLY = shown()
_PSEUDONYM_ONLY = shown(name=Name.PSEUDONYM)

DELAYED_TO_PUBLIC = shown(Video.NONE, Voice.RE_VOICED, Words.DELAYED, Name.PSEUDONYM)
"""What a judge may give the public at P3 in place of nothing."""

_NO_PICTURE_TO_HER = Cap(shown(words=Words.LIVE, name=Name.FULL), by_leave=HEARD)
_NOTHING_TO_HER = Cap(NOTHING, by_leave=_UNNAMED_VOICE)
_AIDES = (Audience.AIDES, Cap(_BY_PSEUDONYM))
_CLERKS = (
    (Audience.CLERKS, Cap(replace(HEARD, name=Name.PSEUDONYM), by_leave=FULL)),
    (Audience.ATTENDING_CLERK, Cap(_BY_PSEUDONYM, by_leave=FULL)),
)
_JURORS = (Audience.JURORS, Cap(_BY_PSEUDONYM))
_SUMMARY = Cap(shown(name=Name.FULL), by_leave=shown(words=Words.LIVE, name=Name.FULL))

PRESETS: dict[Preset, Measures] = {
    Preset.P0: Measures(),
    Preset.P1: Measures(
        caps=((Audience.PUBLIC, Cap(_UNNAMED_VOICE)), _AIDES),
        shield=_NO_PICTURE_TO_HER,
    ),
    Preset.P2: Measures(
        caps=((Audience.PROTECTED_FROM, Cap(HEARD)), (Audience.PUBLIC, Cap(_UNNAMED_VOICE)), _AIDES),
        shield=_NOTHING_TO_HER,
    ),
    Preset.P3: Measures(
        caps=(
            (Audience.PROTECTED_FROM, Cap(HEARD)),
            (Audience.PUBLIC, Cap(_PSEUDONYM_ONLY)),
            _JURORS,
            _AIDES,
            *_CLERKS,
        ),
        shield=_NOTHING_TO_HER,
    ),
    Preset.P4: Measures(
        caps=(
            (
                Audience.PROTECTED_FROM,
                Cap(shown(Video.NONE, Voice.RE_VOICED, Words.LIVE, Name.PSEUDONYM)),
            ),
            (Audience.ADVERSE_COUNSEL, Cap(_BY_PSEUDONYM)),
            (Audience.PUBLIC, Cap(NOTHING)),
            _JURORS,
            _AIDES,
            *_CLERKS,
        ),
        shield=Cap(NOTHING),
    ),
    Preset.PJ: Measures(
        caps=(
            (Audience.PROTECTED_FROM, _SUMMARY),
            (Audience.ADVERSE_COUNSEL, _SUMMARY),
            (Audience.OTHER_COUNSEL, _SUMMARY),
            (Audience.OTHER_PARTIES, _SUMMARY),
            (Audience.JURORS, Cap(NOTHING)),
            (Audience.PUBLIC, Cap(NOTHING)),
            _AIDES,
        ),
        shield=Cap(NOTHING),
    ),
}


def with_cap(measures: Measures, audience: Audience, most: Exposure) -> Measures:
    """The same measures with what one audience gets replaced, and no leave kept for it."""
    return replace(measures, caps=tuple({**dict(measures.caps), audience: Cap(most)}.items()))


_CLOSED_TO_PUBLIC = with_cap(PRESETS[Preset.P2], Audience.PUBLIC, _PART_ONLY)

INTERIM: dict[Profile, Measures] = {
    Profile.CHILD: _CLOSED_TO_PUBLIC,
    Profile.TRAFFICKING: _CLOSED_TO_PUBLIC,
    Profile.SEXUAL_OFFENCE: _CLOSED_TO_PUBLIC,
    Profile.FAMILY_ALLEGATION: PRESETS[Preset.P2],
}
"""What binds from the first day, with a ruling due, before anybody has asked."""
