"""What others make of the same split: Debian's bogofilter and SpamAssassin (its local rules and Bayes, no network), and a
plain list of words. Each learns the same texts and scores the same texts."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.sets.mails import Item
from commonpress.engines.lib.text import fold

Scores = list[float]
SCORE = re.compile(rb"^X-Spam-Status: \w+, score=(-?[\d.]+)", re.M)
BAYES = re.compile(rb"^X-Spam-Bayes: ([\d.]+)", re.M)
TIMEOUT = 900
# Thirty words a moderator would put on a list.
LISTED = (
    "casino cazino bonus loan loans credit crypto bitcoin viagra cialis pills forex seo backlink backlinks essay discount "
    "reducere gratis oferta offer buy cheap ieftin deal promo winner guaranteed garantat subscribe click"
).split()


def word_list(learn: Sequence[Item], judge: Sequence[Item]) -> Scores:
    """How many of the listed words stand in the text, for each hundred words."""
    return [listed(item) for item in judge]


def listed(item: Item) -> float:
    found = re.findall(r"[^\W_]+", fold(f"{item.headline} {re.sub('<[^>]*>', ' ', item.body)}"))
    return 100 * sum(word in LISTED for word in found) / (len(found) + 20)


def bogofilter(learn: Sequence[Item], judge: Sequence[Item]) -> Scores:
    """All of a kind in one run of the program: a run for each text took most of the time."""
    with tempfile.TemporaryDirectory() as home:
        for promotional, told in ((True, "-s"), (False, "-n")):
            chosen = [item for item in learn if item.promotional == promotional]
            if chosen:
                box = boxed(Path(home, told), chosen).read_bytes()
                run("bogofilter", "-C", "-d", home, "-M", told, given=box)
        paths = [Path(home, str(number)) for number in range(len(judge))]
        for path, item in zip(paths, judge, strict=True):
            path.write_bytes(item.mail)
        names = "".join(f"{path}\n" for path in paths).encode()
        said = subprocess.run(
            ["bogofilter", "-C", "-d", home, "-T", "-b"], input=names, capture_output=True, check=False
        )
    found = {line.split()[0]: float(line.split()[2]) for line in said.stdout.decode().splitlines()}
    return [found.get(str(path), 0.5) for path in paths]


def spamassassin(learn: Sequence[Item], judge: Sequence[Item]) -> Scores:
    """Bayes counts from the first message on, which is kinder to it than its own default of 200 of each kind."""
    with tempfile.TemporaryDirectory() as home:
        prefs = Path(home, "prefs")
        prefs.write_text(
            f"bayes_path {home}/bayes\nuse_bayes 1\nbayes_auto_learn 0\nbayes_min_spam_num 1\nbayes_min_ham_num 1\n"
            "add_header all Bayes _BAYES_\n"
        )
        for promotional, told in ((True, "--spam"), (False, "--ham")):
            chosen = [item for item in learn if item.promotional == promotional]
            if chosen:
                box = boxed(Path(home, told), chosen)
                run("sa-learn", "-L", "-p", str(prefs), told, "--mbox", str(box))
        with boxed(Path(home, "judge"), judge).open("rb") as box_of_all:
            said = run("spamassassin", "-L", "-x", "-p", str(prefs), "--mbox", given=box_of_all.read())
    found = [float(score) for score in SCORE.findall(said)]
    surer = [
        float(score) for score in BAYES.findall(said)
    ]  # its scores are coarse: the probability orders equal ones
    if len(surer) == len(found):
        found = [score + probability / 1000 for score, probability in zip(found, surer, strict=True)]
    if len(found) != len(judge):
        raise RuntimeError(f"SpamAssassin judged {len(found)} of {len(judge)}")
    return found


def boxed(path: Path, items: Sequence[Item]) -> Path:
    """All messages in one file, as one run of the program takes them."""
    with path.open("wb") as box:
        for item in items:
            mail = re.sub(rb"(?m)^X-Spam-[^\n]*\n", b"", re.sub(rb"\AFrom [^\n]*\n", b"", item.mail))
            box.write(
                b"From a@b Wed Nov 25 10:00:00 2026\n" + re.sub(rb"(?m)^From ", b">From ", mail) + b"\n\n"
            )
    return path


def run(*command: str, given: bytes | None = None) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True, timeout=TIMEOUT).stdout


PEERS: dict[str, Callable[[Sequence[Item], Sequence[Item]], Scores]] = {
    "word list": word_list,
    "bogofilter": bogofilter,
    "SpamAssassin": spamassassin,
}


def is_here(name: str) -> bool:
    return name == "word list" or shutil.which(name.lower()) is not None
