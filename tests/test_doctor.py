from typing import Any

from commonpress.config import doctor
from commonpress.domain.members.doors import Door
from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Correction, Story
from commonpress.engines.site import options


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
