"""The machine's own apt sources, in the formats that Debian and Ubuntu have used."""

from dev.apt_sources import archive_sources, machine_sources, parse_deb822, parse_list, stanza

DEB822 = """\
# Written by the installer
Types: deb deb-src
URIs: http://mirror.example/debian/
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
"""
LIST = """\
# deb http://commented.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/ubuntu/ jammy main restricted # archive
deb-src http://mirror.example/ubuntu/ jammy main
deb http://tool.example/apt nodistro main
"""


def test_stanzas_are_read_and_disabled_ones_left_out():
    sources = parse_deb822(DEB822)
    assert [source.uri for source in sources] == [
        "http://mirror.example/debian/",
        "http://mirror.example/debian-security",
    ]
    assert sources[0].signed_by == "/usr/share/keyrings/debian.gpg"


def test_one_line_format_is_read_with_its_options():
    first, second = parse_list(LIST)
    assert first.uri == "http://mirror.example/ubuntu/"
    assert first.signed_by == "/k.gpg"
    assert first.components == ("main", "restricted")
    assert second.uri == "http://tool.example/apt"


def test_only_the_distributions_archive_is_asked():
    sources = parse_deb822(DEB822) + parse_list(LIST)
    assert [s.uri for s in archive_sources(sources, "bookworm")] == [
        "http://mirror.example/debian/"
    ]
    assert [s.uri for s in archive_sources(sources, "jammy")] == ["http://mirror.example/ubuntu/"]


def test_every_file_of_the_folder_is_read(tmp_path):
    (tmp_path / "sources.list").write_text("deb http://one.example/debian trixie main\n")
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "a.list").write_text("deb http://two.example/ x main\n")
    (tmp_path / "sources.list.d" / "b.sources").write_text(DEB822)
    assert len(machine_sources(tmp_path)) == 4


def test_stanza_keeps_a_key_written_in_the_source():
    text = DEB822.replace("/usr/share/keyrings/debian.gpg", "\n -----BEGIN-----\n .\n abc")
    written = stanza(parse_deb822(text)[0], "sid")
    assert "Suites: sid" in written
    assert " -----BEGIN-----\n .\n abc" in written
