"""The language a story seems to be written in: guessed, shown, and left to whoever writes."""

from typing import TypedDict

from django.utils.translation import gettext as _

from commonpress.domain.stories.models import Story
from commonpress.domain.stories.revise import Fields
from commonpress.engines.checks.language import detect, name_of
from commonpress.engines.lib import html
from commonpress.engines.site import options
from commonpress.interfaces.studio.forms import WriteForm

SURE_ENOUGH = 0.8  # for a guess that anybody may change


class Guess(TypedDict):
    """``said`` and ``use`` are sentences for the writer."""

    code: str
    said: str
    use: str


def of(text: str) -> str:
    """The code of a language, or nothing when there is too little text or too much doubt."""
    code, certainty = detect(text)
    return code if certainty >= SURE_ENOUGH else ""


def settle(form: WriteForm, fields: Fields) -> None:
    """As long as nobody chose a language by hand, the story gets the one it seems to be in."""
    was_chosen = (
        form.cleaned_data.get("language_by_hand") or fields.get("language") != form.initial["language"]
    )
    if was_chosen or "body" not in fields:
        return
    found = of(html.to_text(fields["body"]))
    if found in options.paper().languages:
        fields["language"] = found


def guess(story: Story) -> Guess | None:
    """What to say beside the field when the text seems to be in another language than the chosen one."""
    found = of(html.to_text(story.body))
    if not found or found == story.language:
        return None
    name = name_of(found)
    return Guess(
        code=found,
        said=_("It reads like %(language)s.") % {"language": name},
        use=_("Change it to %(language)s") % {"language": name},
    )


def is_by_hand(story: Story) -> bool:
    """Whether somebody chose another language than the text seems to be in."""
    return guess(story) is not None
