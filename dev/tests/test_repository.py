"""Files that repeat what others say, and must keep saying the same."""

import json

from ruamel.yaml import YAML

from dev import icons, paths, reports, vendor

REPORT = """<testsuites><testsuite name="pytest" tests="5" failures="1" errors="1" skipped="1"/>
</testsuites>"""


def test_vendored_versions_are_those_of_package_json():
    named = json.loads((paths.ROOT / "package.json").read_text())["devDependencies"]
    for library in vendor.LIBRARIES:
        assert named[library.package] == library.version


def test_lock_file_names_no_registry():
    assert '"resolved"' not in (paths.ROOT / "package-lock.json").read_text()


def test_compose_mounts_every_module():
    text = (paths.ROOT / "docker-compose.yml").read_text()
    for module in paths.our_modules():
        assert f"./{module}:/mnt/extra-addons/{module}:ro" in text


def test_compose_serves_this_machine_alone_and_nobody_with_the_installed_passwords():
    compose = YAML(typ="safe").load(paths.ROOT / "docker-compose.yml")
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("${POS_SUITE_BIND:-127.0.0.1}:") for port in ports)
    start = (paths.ROOT / "docker" / "start-odoo.sh").read_text()
    assert start.index("NEW_PASSWORD=") < start.index("exec odoo")
    assert "set -euo pipefail" in start


def test_summary_adds_up_and_a_part_without_tests_is_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    good = reports.read("one", report, 1)
    broken = reports.read("two", tmp_path / "none.xml", 4)
    assert (good.passed, good.failed, good.skipped) == (2, 2, 1)
    assert not broken.is_good
    assert reports.summary([good, broken]).endswith("\n2 passed, 3 failed")


def test_part_that_ended_badly_after_passing_is_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuite tests="1" failures="0" errors="0" skipped="0"/>')
    assert not reports.read("one", report, 3).is_good


def test_index_of_decisions_names_each_with_its_title():
    folder = paths.ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text()
    for page in folder.glob("0*.md"):
        number, title = page.read_text().splitlines()[0].removeprefix("# ").split(". ", 1)
        assert f"| [{number}]({page.name}) | {title} |" in index


def test_each_module_has_an_icon_of_its_own_colour():
    assert sorted(icons.COLOURS) == paths.our_modules()
    assert len(set(icons.COLOURS.values())) == len(icons.COLOURS)
    for module in paths.our_modules():
        assert (paths.ROOT / module / "static" / "description" / "icon.png").is_file()
