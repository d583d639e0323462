"""`python -m tests.supply.sbom > ashore.cdx.json`: every part of Ashore, as CycloneDX 1.6.

The parts are those of requirements.lock, and what lies in the tree under another's licence. Licences
and who needs whom come from the environment's own metadata. The same lock gives the same file.
"""

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Mapping
from importlib import metadata
from typing import Any, Final

from tests.supply.lock import ROOT, Pin, read_lock

_NEEDED: Final = re.compile(r"[A-Za-z0-9._-]+")
_SEPARATORS: Final = re.compile(r"[-_.]+")
# What others have made and the tree holds: README.md, "Licence".
_IN_THE_TREE: Final = (
    ("data", "Noto Sans CJK SC", "2.004", "OFL-1.1", "bot/channels/fonts/AshoreSansSC-Regular.otf"),
    ("data", "OpenCC", "", "Apache-2.0", "bot/flow/traditional.py"),
)


def bill_of_materials() -> dict[str, Any]:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {pin.name: pin for pin in read_lock(ROOT / "requirements.lock")}
    root = f"pkg:pypi/{project['name']}@{project['version']}"
    components = [_component(pin) for pin in pins.values()] + [_held(*one) for one in _IN_THE_TREE]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["pictures"]]
    needs = {root: _refs(wanted, pins)}
    needs |= {pin.purl: _refs(_requires(pin.name), pins) for pin in pins.values()}
    content = json.dumps([root, components, needs], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": root,
            }
        },
        "components": components,
        "dependencies": [
            {"ref": ref, "dependsOn": needed} if needed else {"ref": ref}
            for ref, needed in needs.items()
        ],
    }


def _component(pin: Pin) -> dict[str, Any]:
    """The hashes are of each file that the lock allows, for one platform or another."""
    licences = _licences(pin.name)
    return {
        "type": "library",
        "bom-ref": pin.purl,
        "name": pin.name,
        "version": pin.version,
        "hashes": [{"alg": "SHA-256", "content": content} for content in pin.hashes],
        **({"licenses": licences} if licences else {}),
        "purl": pin.purl,
        **({"properties": [{"name": "ashore:marker", "value": pin.marker}]} if pin.marker else {}),
    }


def _held(kind: str, name: str, version: str, licence: str, path: str) -> dict[str, Any]:
    return {
        "type": kind,
        "bom-ref": path,
        "name": name,
        **({"version": version} if version else {}),
        "licenses": [{"expression": licence}],
        "evidence": {"occurrences": [{"location": path}]},
    }


def _licences(name: str) -> list[dict[str, Any]]:
    """An SPDX expression where there is one, else what its author wrote; nothing if that is nothing."""
    said = _metadata(name)
    if said is None:
        return []
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    classifiers = [one for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    written = said.get("License") or next((one.split(" :: ")[-1] for one in classifiers), "")
    return [{"license": {"name": written.splitlines()[0]}}] if written else []


def _requires(name: str) -> list[str]:
    said = _metadata(name)
    return [] if said is None else said.get_all("Requires-Dist") or []


def _metadata(name: str) -> Any:
    try:
        return metadata.metadata(name)
    except metadata.PackageNotFoundError:  # it is for another platform
        return None


def _refs(requirements: Iterable[str], pins: Mapping[str, Pin]) -> list[str]:
    """Those of the lock; what an extra would need besides is not in it."""
    found = (_NEEDED.match(one) for one in requirements if "extra ==" not in one)
    names = {_SEPARATORS.sub("-", one[0]).lower() for one in found if one}
    return sorted(pins[name].purl for name in names & pins.keys())


if __name__ == "__main__":
    json.dump(bill_of_materials(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
