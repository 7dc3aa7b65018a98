"""An office file, which is a zip, that does not tell when or where it was written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_UNIX = 3


def with_fixed_times(content: bytes) -> bytes:
    """Returns the zip with the same members in the same order, all of 1980-01-01 and packed as on any system."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name)
            member.create_system, member.external_attr = _UNIX, 0o644 << 16
            target.writestr(member, source.read(name), ZIP_DEFLATED)
    return packed.getvalue()
