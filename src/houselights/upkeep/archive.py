"""The file of a backup: a plain tar whose last member seals every byte before it.

Members: `manifest.json`, the database, `secret_key`, `removal_key`, `seal.sha256`. Any tar program
opens it. The headers hold nothing of this machine, so the same rows make the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from houselights.base.errors import Refusal
from houselights.upkeep.manifest import Advance, Manifest, manifest_from, member_of

MANIFEST = "manifest.json"
SEAL = "seal.sha256"
CHUNK = 1024 * 1024
_MEMBER = re.compile(r"[a-z][a-z0-9_.]*")  # the name of a file, and of no folder
_END = bytes(2 * tarfile.BLOCKSIZE)  # two empty blocks end a tar
_SEAL_BYTES = 2 * tarfile.BLOCKSIZE + len(_END)


def pack(target: Path, manifest: Manifest, members: Mapping[str, Path]) -> None:
    """Write a backup under its name only once all of it is on the disk; mode 0600."""
    part = target.with_name(f".{target.name}.part")
    try:
        with _new(part) as tar:
            _write(tar, manifest, members)
            tar.flush()
            os.fsync(tar.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _new(path: Path) -> BinaryIO:
    """A new file that only its owner may read, from its first moment."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(tar: BinaryIO, manifest: Manifest, members: Mapping[str, Path]) -> None:
    seal = hashlib.sha256()
    moment = int(manifest.created.timestamp())
    for block in _blocks(manifest, members, moment):
        tar.write(block)
        seal.update(block)
    tar.write(_seal(seal.hexdigest(), moment))


def _blocks(manifest: Manifest, members: Mapping[str, Path], moment: int) -> Iterable[bytes]:
    said = manifest.to_json()
    yield _header(MANIFEST, len(said), moment)
    yield _padded(said)
    for name, file in members.items():
        yield _header(name, manifest.members[name].bytes, moment)
        with file.open("rb") as opened:
            while block := opened.read(CHUNK):  # CHUNK is a multiple of tar's blocks
                yield _padded(block)


def _header(name: str, size: int, moment: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, moment, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _padded(block: bytes) -> bytes:
    return block + bytes(-len(block) % tarfile.BLOCKSIZE)


def _seal(digest: str, moment: int) -> bytes:
    said = f"{digest}\n".encode()
    return _header(SEAL, len(said), moment) + _padded(said) + _END


def check_seal(file: Path, advance: Advance) -> Manifest:
    """Read every byte; refused where one of them is not as it was written.

    Returns the manifest. The seal itself is compared with the one that it must be.
    """
    manifest = read_manifest(file)
    digest = hashlib.sha256()
    left = total = file.stat().st_size - _SEAL_BYTES
    with file.open("rb") as tar:
        while left > 0 and (block := tar.read(min(CHUNK, left))):
            digest.update(block)
            left -= len(block)
            advance(total - left, total)
        if tar.read() != _seal(digest.hexdigest(), int(manifest.created.timestamp())):
            raise damaged(file, "its seal does not fit its contents")
    return manifest


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup; refused for any other file."""
    try:
        with tarfile.open(file, "r:") as tar:
            first = tar.next()
            opened = tar.extractfile(first) if first and first.name == MANIFEST else None
            said = opened.read() if opened else None
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        raise _no_backup(file, error) from error
    if said is None:
        raise _no_backup(file)
    return manifest_from(said)


def _no_backup(file: Path, error: Exception | None = None) -> Refusal:
    why = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    return Refusal(f"{file} is no backup of Houselights, or a damaged one{why}.")


def damaged(file: Path, why: str) -> Refusal:
    """What is said of a backup that must not be used."""
    return Refusal(f"{file} is damaged: {why}. Use an older backup.")


def unpack(file: Path, manifest: Manifest, into: Path) -> None:
    """Write the members into a folder and compare them with the manifest."""
    with tarfile.open(file, "r:") as tar:
        for name in manifest.members:
            if not _MEMBER.fullmatch(name):
                raise damaged(file, f"it has a member called {name}")
            with suppress(KeyError):
                _unpack_member(tar, name, into / name)
    for name, member in manifest.members.items():
        if not (into / name).exists() or member_of(into / name) != member:
            raise damaged(file, f"its member {name} is not as its manifest says")


def _unpack_member(tar: tarfile.TarFile, name: str, target: Path) -> None:
    member = tar.extractfile(name)
    with _new(target) as opened:
        if member is not None:
            shutil.copyfileobj(member, opened, CHUNK)
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
