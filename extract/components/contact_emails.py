"""E-mail addresses, plain and spelt out so that machines miss them."""

from __future__ import annotations

from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("contacts")
EMAIL = Screened(r"(?P<value>[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,5})")
_OPEN, _CLOSE = r" ?[(\[{<【] ?", r" ?[)\]}>】] ?"
SPOKEN_EMAIL = _WORDS.screened(
    r"(?P<value>(?<![a-z0-9._\-])(?P<user>[a-z0-9][a-z0-9._\-]{0,40})"
    rf"(?:{_OPEN}(?:{{spoken_at}}|@){_CLOSE}|\s{{spoken_at}}\s|{{spoken_at_zh}})"
    rf"(?P<host>[a-z0-9\-]{{2,40}}(?:\.[a-z0-9\-]{{2,30}}){{0,2}})"
    rf"(?:{_OPEN}{{spoken_dot}}{_CLOSE}|\s{{spoken_dot}}\s|{{spoken_dot_zh}}|\.)(?P<top>{{spoken_top}}))"
)
"""name(at)host[dot]com, name at host dot com, name艾特host点com."""


def plain_email(text: str) -> str:
    """The address as a mail program wants it."""
    match = SPOKEN_EMAIL.fullmatch(text)
    return f"{match['user']}@{match['host']}.{match['top']}" if match else text
