"""The list of all parts says what the lock and the tree say."""

import json
import re
import subprocess
import sys
from typing import Any, Final

import pytest

from tests.supply.lock import ROOT, read_lock
from tests.supply.sbom import bill_of_materials

NO_LICENCE_STATED: Final = {"resvg-py"}  # its metadata have none


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """The document as it comes out of the command."""
    command = [sys.executable, "-m", "tests.supply.sbom"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    held: dict[str, Any] = json.loads(out)
    return held


def test_every_dependency_of_the_lock_is_a_component_with_its_hashes(bill: dict[str, Any]) -> None:
    """Name, version, package URL and all hashes; nothing that the lock has not."""
    libraries = [one for one in bill["components"] if one["type"] == "library"]
    found = [
        (
            one["name"],
            one["version"],
            one["purl"],
            tuple(hash_["content"] for hash_ in one["hashes"]),
        )
        for one in libraries
    ]
    pins = read_lock(ROOT / "requirements.lock")
    assert found == [(pin.name, pin.version, pin.purl, pin.hashes) for pin in pins]
    assert {hash_["alg"] for one in libraries for hash_ in one["hashes"]} == {"SHA-256"}


def test_licences_are_stated(bill: dict[str, Any]) -> None:
    """Of the project, and of every part whose author states one."""
    parts = [*bill["components"], bill["metadata"]["component"]]
    assert {one["name"] for one in parts if not one.get("licenses")} == NO_LICENCE_STATED
    for licence in (entry for one in parts for entry in one.get("licenses", ())):
        assert licence.get("expression") or licence["license"]["name"]


def test_what_lies_in_the_tree_under_anothers_licence_is_a_component(bill: dict[str, Any]) -> None:
    """The font and the table of characters, each with the file that holds it."""
    held = [one for one in bill["components"] if one["type"] == "data"]
    assert {entry["expression"] for one in held for entry in one["licenses"]} == {
        "OFL-1.1",
        "Apache-2.0",
    }
    for one in held:
        assert (ROOT / one["evidence"]["occurrences"][0]["location"]).is_file()


def test_everything_in_the_lock_is_there_because_something_needs_it(bill: dict[str, Any]) -> None:
    """From the project every library is reached, by references that exist."""
    needs = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    reached, ahead = set(), [bill["metadata"]["component"]["bom-ref"]]
    while ahead:
        ref = ahead.pop()
        if ref not in reached:
            reached.add(ref)
            ahead += needs[ref]
    assert reached == needs.keys()
    assert reached >= {one["purl"] for one in bill["components"] if "purl" in one}


def test_it_is_cyclonedx_and_the_same_for_the_same_lock(bill: dict[str, Any]) -> None:
    """Format, version and serial number as CycloneDX 1.6 asks for them; no time, no chance."""
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    assert bill == json.loads(json.dumps(bill_of_materials()))
