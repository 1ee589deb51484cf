from commonpress.config import doctor
from commonpress.domain.members.models import Member
from commonpress.domain.stories.correct import Wording, correct
from commonpress.domain.stories.models import Correction, Story


def test_a_damaged_corrections_log_turns_the_doctor_red(story: Story, ada: Member) -> None:
    correct(story, Wording("Now", "", "<p>x</p>"), note="It was then.", by=ada)
    assert [finding.remedy for finding in doctor.corrections()] == [""]
    Correction.objects.update(note="It was never.")
    finding = next(doctor.corrections())
    assert finding.is_serious
    assert "was altered" in finding.what
    assert doctor.corrections in doctor.LOOKS
