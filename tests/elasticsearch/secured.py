"""A node with TLS and accounts."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

from tests.elasticsearch.certificates import Certificate
from tests.elasticsearch.flavours import FLAVOURS
from tests.elasticsearch.node import Node

ADMIN = "admin"
PASSWORD = "correct-horse"
_ROUNDS = 10_000


def secured_node(folder: Path, shown: Certificate) -> Node:
    """A node, not yet started, that speaks TLS with *shown* and knows the superuser `ADMIN`."""
    return Node(
        FLAVOURS["full"],
        folder,
        settings={
            "xpack.security.enabled": "true",
            "xpack.security.authc.password_hashing.algorithm": "pbkdf2",
            "xpack.security.http.ssl.enabled": "true",
            "xpack.security.http.ssl.key": "key.pem",
            "xpack.security.http.ssl.certificate": "certificate.pem",
        },
        files={
            "key.pem": shown.key,
            "certificate.pem": shown.certificate,
            "users": f"{ADMIN}:{_hashed(PASSWORD)}\n".encode(),
            "users_roles": f"superuser:{ADMIN}\n".encode(),
        },
    )


def _hashed(password: str) -> str:
    """A password as the file realm keeps it."""
    salt = os.urandom(32)
    derived = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, 32)
    return f"{{PBKDF2}}{_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(derived).decode()}"
