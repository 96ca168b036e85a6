"""Requests that got no response, told to a person."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.python.failure import Failure

from crawlers.redirects import IN_CIRCLES

_TOLD: dict[type[Exception], str] = {
    CannotResolveHostError: "the site's name is not known to DNS",
    DownloadConnectionRefusedError: "the site is down (connection refused)",
    DownloadTimeoutError: "the site took too long to answer",
    ResponseDataLossError: "the site broke off in the middle of an answer",
    DownloadCancelledError: "a response was larger than max_page_bytes and was cut off",
}


def failure_text(failure: Failure) -> str | None:
    """What kind of trouble *failure* is; None where we ourselves did not want the page (robots.txt, another site)."""
    error = failure.value
    for kind, text in _TOLD.items():
        if isinstance(error, kind):
            return text
    if isinstance(error, IgnoreRequest):
        reason = str(error)
        if reason == IN_CIRCLES or "max redirections" in reason:
            return "the site redirects in circles"
        return _TOLD[DownloadCancelledError] if "maxsize" in reason.lower() else None
    first = (str(error).strip().splitlines() or [""])[0]
    return f"the site could not be asked ({type(error).__name__}{f': {first[:120]}' if first else ''})"
