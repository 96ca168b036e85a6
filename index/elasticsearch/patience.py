"""A server that has too much to do, or too little memory at the moment, is given time before it is asked again."""

from __future__ import annotations

import time
from typing import Any

from elastic_transport import Transport, TransportApiResponse

RETRIED = (502, 503, 504)
"""Statuses on which another host is asked at once."""
_BUSY = 429
_PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0)
_BULK = "/_bulk"
"""End of the path of requests that have retries of their own (`index.elasticsearch.sending`)."""


class PatientTransport(Transport):
    """Pauses where the client's own retries follow each other within milliseconds, before a server can recover."""

    def perform_request(self, method: str, target: str, **options: Any) -> TransportApiResponse:
        """The answer; the last one where the server stays busy for all of the pauses."""
        answer = super().perform_request(method, target, **options)
        for pause_s in () if target.partition("?")[0].endswith(_BULK) else _PAUSES_S:
            if answer.meta.status != _BUSY:
                break
            time.sleep(pause_s)
            answer = super().perform_request(method, target, **options)
        return answer
