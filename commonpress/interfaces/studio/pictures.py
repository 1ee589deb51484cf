"""The pictures of a story's form: the one above the story, and those of the text."""

from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from commonpress.domain.members.models import Member
from commonpress.domain.stories.models import Story
from commonpress.domain.stories.revise import Fields
from commonpress.engines.lib import html
from commonpress.engines.media import own
from commonpress.engines.media.address import original
from commonpress.engines.media.describe import describe
from commonpress.engines.media.models import Picture
from commonpress.engines.media.refused import Refused
from commonpress.interfaces.studio.forms import WriteForm
from commonpress.interfaces.studio.upload import take


def lead(form: WriteForm, member: Member, story: Story) -> Picture | None:
    """The picture above the story as the form has it, described in its words. A refused one leaves what was there."""
    data = form.cleaned_data
    if data.get("picture_gone"):
        return None
    found = sent(form, member, "lead") or chosen(data.get("picture"), member, story)
    if found and found.owner == member.subject:
        alt, credit = data.get("picture_alt", found.alt), data.get("picture_credit", found.credit)
        is_decorative = data.get("picture_decorative", False)
        describe(found, alt=alt, credit=credit, is_decorative=is_decorative, by=member.subject)
    return found


def chosen(number: int | None, member: Member, story: Story) -> Picture | None:
    """One's own picture of this number, or the one the story has."""
    if number is None:
        return None
    if story.picture and story.picture.pk == number:
        return story.picture
    return Picture.objects.filter(owner=member.subject, pk=number).first() or story.picture


def sent(form: WriteForm, member: Member, name: str) -> Picture | None:
    file = form.cleaned_data.get(name)
    if not file:
        return None
    try:
        return take(member, file)
    except Refused as problem:
        form.add_error(name, str(problem))
        return None


def append(form: WriteForm, member: Member, fields: Fields, *, asked: bool) -> None:
    """Without scripts a picture of the text comes with the form: it is put at the end of the text."""
    found = sent(form, member, "figure")
    if found is None:
        if asked and "figure" not in form.errors:
            form.add_error("figure", _("Choose a picture first."))
        return
    data = form.cleaned_data
    words = {name: data.get(f"figure_{name}", "") for name in ("alt", "caption", "credit")}
    is_decorative = bool(data.get("figure_decorative"))
    describe(found, alt=words["alt"], credit=words["credit"], is_decorative=is_decorative, by=member.subject)
    fields["body"] = fields.get("body", "") + figure(found, words["caption"])


def figure(picture: Picture, caption: str) -> str:
    credit = f" <cite>{escape(picture.credit)}</cite>" if picture.credit else ""
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<img src="{original(picture).url}" alt="{escape(picture.alt)}" {size}>'
    return f"<figure>{image}<figcaption>{escape(caption)}{credit}</figcaption></figure>"


def lacking(story: Story) -> Iterator[tuple[str, str]]:
    """What must be said of the story's pictures before it is handed in, by the field where it is to be said."""
    picture = story.picture
    if picture and not picture.alt and not picture.is_decorative:
        yield "picture_alt", _("Say what the picture shows, or that it is decoration.")
    if any(silent(story.body)):
        yield "body", say_what_they_show()


def silent(body: str) -> list[str]:
    """Addresses of the pictures of a text that say nothing, and are not said to be decoration."""
    found = [image.src for image in html.images(body) if not image.alt.strip()]
    known = own.by_address(found)
    return [src for src in found if not (src in known and known[src].is_decorative)]


def say_what_they_show() -> str:
    return _("Say of every picture in the text what it shows, or that it is decoration.")


def in_text(body: str) -> dict[str, dict[str, str | int | bool]]:
    """What the editor must know of the pictures of a text, by address. One query, none without pictures."""
    return {
        src: {
            "id": picture.pk,
            "alt": picture.alt,
            "credit": picture.credit,
            "decorative": picture.is_decorative,
        }
        for src, picture in own.by_address(image.src for image in html.images(body)).items()
    }
