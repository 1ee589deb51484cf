import subprocess
import sys
import time
from pathlib import Path

import pytest

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.interfaces.transfer.models import Imported
from commonpress.interfaces.transfer.problem import ImportProblem
from commonpress.interfaces.transfer.tests.wxr import FERRY, item, saved, wxr
from commonpress.interfaces.transfer.wordpress.run import run

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss>&l9;</rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>'


@pytest.mark.parametrize(
    "bomb",
    [
        BOMB,
        OUTSIDE,
        OUTSIDE.encode("utf-16"),
        f"<!-- {'x' * 70_000} -->{BOMB.partition('?>')[2]}",
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss/>',
    ],
)
def test_a_file_that_defines_entities_is_refused_at_once(
    owner: Member, tmp_path: Path, bomb: str | bytes
) -> None:
    start = time.process_time()
    with pytest.raises(ImportProblem, match=r"attack|document type"):
        run(saved(tmp_path, bomb), by=owner)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \n\n ", "empty"),
        ("PK\x03\x04 a zip", "no XML"),
        ("<rss version='2.0'><channel><title>A feed</title></channel></rss>", "no WordPress export"),
        ("<html><body>Log in</body></html>", "no WordPress export"),
        ('<?xml version="1.0" encoding="utf-7"?><rss/>', "UTF-8"),
        ('<rss xmlns:wp="http://wordpress.org/export/3.0/"><channel/></rss>', "version 3.0"),
    ],
)
def test_a_file_that_is_no_export_gets_an_error_that_names_the_remedy(
    owner: Member, tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(ImportProblem, match=says):
        run(saved(tmp_path, text), by=owner)


def test_a_missing_file_is_no_traceback(owner: Member, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="cannot be read"):
        run(tmp_path / "nothing.xml", by=owner)


def test_broken_xml_names_its_line_and_imports_nothing(owner: Member, tmp_path: Path) -> None:
    whole = wxr(item(1, FERRY), item(2, FERRY))
    for broken in (
        whole[:-40],
        whole.replace("<wp:status>", "<wp:status><b>", 1),
        whole.replace("&", "&nope;"),
    ):
        if broken != whole:
            with pytest.raises(ImportProblem, match=r"line \d+"):
                run(saved(tmp_path, broken), by=owner)
    assert not Story.objects.exists()
    assert not Imported.objects.exists()


def test_stray_bytes_and_controls_are_mended_and_reported(owner: Member, tmp_path: Path) -> None:
    text = wxr(item(1, FERRY, title="Caf\xe9 \x0b ferry")).encode("latin-1")
    report = run(saved(tmp_path, text), by=owner)
    assert Story.objects.get().headline == "Café ferry"
    assert {line.code for line in report.notes()} >= {"bytes", "controls"}
    assert report.adds_up


@pytest.mark.parametrize("encoding", ["iso-8859-2", "windows-1250", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_as_declared(owner: Member, tmp_path: Path, encoding: str) -> None:
    text = wxr(item(1, FERRY, title="Știri şi ţărm"[2:]), encoding=encoding.replace("-sig", ""))
    run(saved(tmp_path, text.encode(encoding)), by=owner)
    assert Story.objects.get().headline == "iri și țărm"


MEASURE = """
import sys
import django
django.setup()
from pathlib import Path
from commonpress.interfaces.transfer.report import Report
from commonpress.interfaces.transfer.wordpress.body import convert
from commonpress.interfaces.transfer.wordpress.read import records
from commonpress.interfaces.transfer.wordpress.records import Item
from commonpress.interfaces.transfer.wordpress.site import Source, survey
site = survey(Path(sys.argv[1]), Report(), lambda count: None, Source())
for record in records(Path(sys.argv[1])):
    if isinstance(record, Item):
        convert(record, site)
# not ru_maxrss: that one remembers the size of the process that started this one
print(int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.once
@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for count in (20, 400):
        parts = (
            item(number, content=("The ferry came back at noon. " * 30 + "\n\n") * 115)
            for number in range(count)
        )
        path = saved(tmp_path, wxr(*parts))
        command = [sys.executable, "-c", MEASURE, str(path)]
        env = {"DJANGO_SETTINGS_MODULE": "commonpress.config.settings", "COMMONPRESS_HOME": str(tmp_path)}
        peaks.append(
            int(subprocess.run(command, env=env, capture_output=True, check=True, timeout=120).stdout)
        )
    assert peaks[1] < 300
    assert peaks[1] - peaks[0] < 40
