"""Certificates for servers on 127.0.0.1: an authority of our own and what it vouches for."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, both PEM."""

    certificate: bytes
    key: bytes
    authority: bytes
    """PEM of who vouches for it."""
    fingerprint: str
    """SHA-256, hexadecimal."""


def certificate(*, host: str = "127.0.0.1", valid_days: int = 2) -> Certificate:
    """A new certificate for an address; with *valid_days* below 0 it has expired."""
    issuer_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issuer = _name("chipwatch test authority")
    until = datetime.now(UTC) + timedelta(days=valid_days)
    authority = (
        _draft(issuer, issuer, issuer_key, datetime.now(UTC) + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    signed = (
        _draft(_name("node"), issuer, key, until).add_extension(names, critical=False).sign(issuer_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    der = signed.public_bytes(serialization.Encoding.DER)
    return Certificate(
        signed.public_bytes(pem),
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        authority.public_bytes(pem),
        hashlib.sha256(der).hexdigest(),
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _draft(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
    )
