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

from crawlers.api_key import NO_TOKEN
from crawlers.downloading import HeadTooLargeError, NeverDrawnError
from crawlers.reach import PRIVATE, Reach
from crawlers.redirects import IN_CIRCLES

_TOLD: dict[type[Exception], str] = {
    CannotResolveHostError: "the site's name is not known to DNS",
    DownloadConnectionRefusedError: "the site is down (connection refused)",
    DownloadTimeoutError: "the site took too long to answer",
    NeverDrawnError: "a page was never drawn to its end, its script goes on and on",
    ResponseDataLossError: "the site broke off in the middle of an answer",
    DownloadCancelledError: "a response was larger than max_page_bytes and was cut off",
}


def failure_text(failure: Failure, host: str, reach: Reach) -> str | None:
    """What kind of trouble *failure* of a request to *host* is.

    None where we ourselves did not want the page (robots.txt, another site).
    """
    error: BaseException = failure.value or Exception()
    if isinstance(error, CannotResolveHostError) and host.lower() in reach.refused:
        return PRIVATE
    reasons = getattr(error.__cause__ or error, "reasons", ())
    if any(isinstance(reason.value, HeadTooLargeError) for reason in reasons):
        return "the headers of an answer have no end"
    for kind, text in _TOLD.items():
        if isinstance(error, kind):
            return text
    if isinstance(error, IgnoreRequest):
        reason = str(error)
        if reason == PRIVATE:
            return PRIVATE
        if reason.startswith(NO_TOKEN):
            return reason
        if reason == IN_CIRCLES or "max redirections" in reason:
            return "the site redirects in circles"
        return _TOLD[DownloadCancelledError] if "maxsize" in reason.lower() else None
    first = (str(error).strip().splitlines() or [""])[0]
    return f"the site could not be asked ({type(error).__name__}{f': {first[:120]}' if first else ''})"
