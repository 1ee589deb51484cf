from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonpress.config import doctor
from commonpress.config.env import HOME
from commonpress.domain.members.doors import Door
from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Correction, Story
from commonpress.engines.lib import clock
from commonpress.engines.lib.s3 import Bucket
from commonpress.engines.site import options
from commonpress.interfaces.transfer.models import Drill


def test_a_damaged_corrections_log_turns_the_doctor_red(story: Story, ada: Member) -> None:
    correct(story, Wording("Now", "", "<p>x</p>"), note="It was then.", by=ada)
    assert [finding.remedy for finding in doctor.corrections()] == [""]
    Correction.objects.update(note="It was never.")
    finding = next(doctor.corrections())
    assert finding.is_serious
    assert "was altered" in finding.what
    assert doctor.corrections in doctor.LOOKS


def test_the_doctor_names_the_letters_that_reach_nobody(db: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    options.change({"sign_up": Door.OPEN})
    finding = next(doctor.mail())
    assert (finding.mark, "COMMONPRESS_MAIL_URL" in finding.remedy) == ("note ", True)
    options.change({"sign_up": Door.CLOSED})
    assert not next(doctor.mail()).remedy
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert not next(doctor.mail()).remedy
    assert doctor.mail in doctor.LOOKS


def test_every_command_the_doctor_names_can_be_run_from_anywhere(db: None, settings: Any) -> None:
    """Each names the paper's folder; who runs it at night stands somewhere else."""
    settings.BACKUP_TO = ""
    remedies = [finding.remedy for look in (doctor.owner, doctor.index, doctor.backups) for finding in look()]
    commands = [part for remedy in remedies for part in remedy.split("commonpress ")[1:]]
    assert len(commands) >= 3
    assert all(str(HOME) in command for command in commands)


def doctor_says() -> tuple[bool, str, str]:
    """Whether it is red, what it found and what to do: of its first finding on backups."""
    first = next(doctor.backups())
    return first.is_serious, first.what, first.remedy


def proved(ago: timedelta) -> Drill:
    at = clock.now() - ago
    return Drill.objects.create(began_at=at, ended_at=at, backup="20261126T010203Z", facts={"pages": 50})


def test_the_doctor_tells_the_age_of_the_last_proved_restore(db: None, settings: Any) -> None:
    assert doctor_says()[::2] == (False, doctor_says()[2])
    assert "COMMONPRESS_BACKUP_TO" in doctor_says()[2]
    proved(timedelta(days=4))
    home = f"--paper {HOME}"
    assert doctor_says() == (
        True,
        "the last proved restore was 4 days ago, of the backup 20261126T010203Z",
        f"Run: commonpress backup DEST {home}, then commonpress drill DEST {home}; and see why the nights do not.",
    )
    for ago, words in ((timedelta(hours=5), "5 hours ago"), (timedelta(minutes=90), "an hour ago")):
        proved(ago)
        assert words in doctor_says()[1]
        assert doctor_says()[::2] == (False, "")
    proved(timedelta(minutes=5))
    assert "less than an hour ago" in doctor_says()[1]
    assert doctor.backups in doctor.LOOKS


def test_the_doctor_minds_backups_on_the_papers_own_disk(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "HOME", tmp_path)
    settings.BACKUP_TO = "backups"
    proved(timedelta(hours=1))
    assert [finding.remedy for finding in doctor.backups()] == [""]
    (tmp_path / "backups").mkdir()
    assert "rsync" in list(doctor.backups())[1].remedy


def test_a_failed_drill_turns_the_doctor_red_until_one_is_proved(db: None, settings: Any) -> None:
    settings.BACKUP_TO = ""
    proved(timedelta(hours=30))
    Drill.objects.create(
        began_at=clock.now(), ended_at=clock.now(), trouble="the file one.jpg was cut. Do this."
    )
    red, what, remedy = doctor_says()
    assert (red, "was cut. Do this." in what) == (True, True)
    assert remedy.endswith(f"commonpress drill DEST --paper {HOME}")
    assert "30 hours ago" in list(doctor.backups())[1].what
    proved(-timedelta(seconds=1))
    assert not doctor_says()[0]


def test_the_doctor_looks_into_the_buckets(db: None, settings: Any, bucket: Bucket) -> None:
    settings.BACKUP_TO, settings.MEDIA = f"{bucket}/backups", f"{bucket}/media"
    assert any("can be reached" in found.what for found in doctor.backups())
    assert not any(found.is_serious for found in [*doctor.backups(), *doctor.pictures()])
    settings.BACKUP_TO = settings.MEDIA = "s3://nowhere-at-all"
    assert any(found.is_serious and "no bucket" in found.remedy for found in doctor.backups())
    assert any(found.is_serious and "no bucket" in found.remedy for found in doctor.pictures())
