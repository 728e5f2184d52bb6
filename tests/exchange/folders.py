"""Small registers for the tests of the import page: as uploads, and as ZIPs that mean harm."""

import io
import json
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

SCHEME = {
    "name": "Bedfordshire",
    "areas": [{"code": "Luton", "name": "Luton", "parent": "Bedfordshire"}],
    "cohorts": [],
    "agencies": [{"code": "police", "name": "Police", "kind": "police"}],
}
HEADER = "offender_ref,pnc_id,crn,prison_number,family_name,given_names,date_of_birth,sex,ethnicity,area,resident\n"
JARVIS = "P1,,,,Jarvis,Ethan,1990-05-03,M,,Luton,Y\n"
KEANE = "P2,,,,Keane,Reece,1970-06-28,M,,Luton,Y\n"
WRONG = "P3,,,,Moss,Ada,1960-02-30,F,,Luton,Y\n"  # there is no 30 February


def files(*people: str) -> dict[str, bytes]:
    """A folder with a scheme and these lines of offenders.csv."""
    return {
        "scheme.json": json.dumps(SCHEME).encode(),
        "offenders.csv": (HEADER + "".join(people)).encode(),
    }


def uploads(contents: dict[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, data) for name, data in contents.items()]


def archive(contents: dict[str, bytes], folder: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in contents.items():
            file.writestr(folder + name, data)
    return packed.getvalue()


def entry(name: str, mode: int, data: bytes = b"x") -> bytes:
    """A ZIP of one entry with a Unix mode: a link, a device."""
    packed, info = io.BytesIO(), zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.create_system = 3
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(info, data)
    return packed.getvalue()


def write(folder: Path, contents: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return folder
