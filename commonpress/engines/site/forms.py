"""The form of all the paper's options. Each field has the name of its option in ``options.Paper``."""

from dataclasses import fields
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commonpress.engines.site import options, uploads
from commonpress.engines.site.fonts import FURNITURE_FONTS, READING_FONTS, Font
from commonpress.engines.site.form_fields import (
    ColourField,
    LinesField,
    Shown,
    check_ads_txt,
    check_contact,
    check_web_address,
    picture_field,
    with_default,
    zones,
)
from commonpress.engines.site.options import Paper
from commonpress.engines.site.translations import field_name, label_in, other_languages

AI_ROBOTS = (
    ("GPTBot", _("GPTBot (OpenAI, training)")),
    ("OAI-SearchBot", _("OAI-SearchBot (OpenAI, search)")),
    ("ClaudeBot", _("ClaudeBot (training)")),
    ("Google-Extended", _("Google-Extended (Google, training; search is not touched)")),
    ("Applebot-Extended", _("Applebot-Extended (Apple, training)")),
    ("CCBot", _("CCBot (Common Crawl)")),
    ("PerplexityBot", _("PerplexityBot (Perplexity, search)")),
    ("Bytespider", _("Bytespider (ByteDance, training)")),
    ("Meta-ExternalAgent", _("Meta-ExternalAgent (Meta, training)")),
)
ROBOT = r"[A-Za-z0-9_.-]{1,80}"
SKIPPED = r"(?:section:|kind:|story:)?[A-Za-z0-9_-]{1,90}"
DEFAULTS = Paper()
UPLOADS = ("logo", "icon")


def labels(fonts: dict[str, Font]) -> list[tuple[str, str]]:
    return [(key, font.label) for key, font in fonts.items()]


def language_name(code: str) -> Any:
    return dict(settings.LANGUAGES).get(code, code)


def language_names(codes: tuple[str, ...]) -> str:
    return ", ".join(str(language_name(code)) for code in codes)


class PaperForm(forms.Form):
    """Bound to the options as they stand; ``keep`` stores what differs."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=with_default(
            _("As it stands in the masthead, in feeds and in search results."), DEFAULTS.name
        ),
    )
    tagline = forms.CharField(
        label=_("Tagline"),
        max_length=160,
        required=False,
        help_text=with_default(_("One sentence under the name."), DEFAULTS.tagline),
    )
    organisation = forms.CharField(
        label=_("Publisher"),
        max_length=120,
        required=False,
        help_text=with_default(_("The person or body that publishes, when it is not the paper itself."), ""),
    )
    contact = forms.CharField(
        label=_("Contact"),
        max_length=300,
        required=False,
        validators=[check_contact],
        help_text=with_default(_("An e-mail address or the address of a page where people reach you."), ""),
    )
    licence = forms.CharField(
        label=_("Licence of the texts"),
        max_length=120,
        required=False,
        help_text=with_default(_("For example CC BY 4.0."), DEFAULTS.licence),
    )
    licence_url = forms.CharField(
        label=_("Address of the licence"),
        max_length=300,
        required=False,
        validators=[check_web_address],
        help_text=with_default(_("Where its text can be read."), DEFAULTS.licence_url),
    )
    language = forms.ChoiceField(
        label=_("Language of the paper"),
        choices=settings.LANGUAGES,
        help_text=with_default(
            _("All buttons and labels speak it, here too."), DEFAULTS.language, language_name
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the stories"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=with_default(
            _("The language of the paper always belongs to them."), DEFAULTS.languages, language_names
        ),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        help_text=with_default(_("Every time on the site is shown in it."), DEFAULTS.zone),
    )
    accent = ColourField(
        label=_("Accent colour"),
        help_text=with_default(
            _(
                "For links and marks. It must be readable on the paper; the shade for the night follows from it."
            ),
            DEFAULTS.accent,
        ),
    )
    reading_font = forms.ChoiceField(
        label=_("Reading font"),
        choices=labels(READING_FONTS),
        help_text=with_default(
            _("Headlines and texts."), DEFAULTS.reading_font, lambda key: READING_FONTS[key].label
        ),
    )
    furniture_font = forms.ChoiceField(
        label=_("Furniture font"),
        choices=labels(FURNITURE_FONTS),
        help_text=with_default(
            _("Labels, menus, buttons."), DEFAULTS.furniture_font, lambda key: FURNITURE_FONTS[key].label
        ),
    )
    logo = picture_field(
        label=_("Logo"),
        help_text=with_default(_("Shown in place of the name in the masthead. PNG, JPEG or WebP."), ""),
    )
    icon = picture_field(
        label=_("Icon"),
        help_text=with_default(
            _("A square picture for the browser's tab and for telephones."), DEFAULTS.icon
        ),
    )
    stories_of_a_section_on_the_front = forms.IntegerField(
        label=_("Stories of each section"),
        min_value=1,
        max_value=8,
        help_text=with_default(
            _("On the front page, from 1 to 8."), DEFAULTS.stories_of_a_section_on_the_front
        ),
    )
    stories_on_a_list = forms.IntegerField(
        label=_("Stories on a list"),
        min_value=5,
        max_value=100,
        help_text=with_default(
            _("On one page of a section or topic, from 5 to 100."), DEFAULTS.stories_on_a_list
        ),
    )
    blocked_robots = forms.MultipleChoiceField(
        label=_("Robots to keep out"),
        choices=AI_ROBOTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=with_default(_("They are asked in robots.txt to read nothing. Polite ones obey."), ""),
    )
    other_robots = LinesField(
        label=_("Other robots to keep out"), pattern=ROBOT, help_text=with_default(_("One name a line."), "")
    )
    news_sitemap_skips = LinesField(
        label=_("Not in the news sitemap"),
        pattern=SKIPPED,
        help_text=with_default(
            _("One a line: the address of a section (sport), a kind (kind:opinion) or a story (story:42)."),
            "",
        ),
    )
    ads_txt = forms.CharField(
        label="ads.txt",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        validators=[check_ads_txt],
        help_text=with_default(
            _("Who may sell advertising on this site. Empty says: nobody."), DEFAULTS.ads_txt
        ),
    )
    security_contact = forms.CharField(
        label=_("Security contact"),
        max_length=300,
        required=False,
        validators=[check_contact],
        help_text=with_default(_("For security.txt: whom to tell about a hole. Else the contact above."), ""),
    )

    def __init__(self, paper: Paper, data: Any = None, files: Any = None) -> None:
        self.paper = paper
        super().__init__(data, files, initial=initial(paper))
        self.spoken = other_languages(paper.tagline_translations or {})
        for code in self.spoken:
            self.fields[field_name("tagline", code)] = forms.CharField(
                label=label_in(_("Tagline"), code),
                max_length=160,
                required=False,
                initial=(paper.tagline_translations or {}).get(code, ""),
                widget=forms.TextInput(attrs={"lang": code}),
            )

    def keep(self, *, by: str) -> None:
        """Store the options that differ from how they stand. Raises ``ValidationError`` for a picture we refuse."""
        values = {**self.plain_values(), **self.pictures(by)}
        changed = {key: value for key, value in values.items() if value != getattr(self.paper, key)}
        if changed:
            options.change(changed, by=by)

    def plain_values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {field.name: data[field.name] for field in fields(Paper) if field.name in data}
        languages = [
            code for code, _name in settings.LANGUAGES if code in {*data["languages"], data["language"]}
        ]
        return {
            **{key: value for key, value in plain.items() if key not in UPLOADS},
            "languages": tuple(languages),
            "blocked_robots": tuple(dict.fromkeys([*data["blocked_robots"], *data["other_robots"]])),
            "tagline_translations": self.taglines(),
        }

    def taglines(self) -> dict[str, str] | None:
        typed = {code: self.cleaned_data[field_name("tagline", code)] for code in self.spoken}
        words = {**(self.paper.tagline_translations or {}), **typed}
        return {code: line for code, line in words.items() if line} or None

    def pictures(self, by: str) -> dict[str, Any]:
        """Only what was sent or taken away: ``False`` is the widget's word for the latter."""
        values: dict[str, Any] = {}
        for name in UPLOADS:
            sent = self.cleaned_data[name]
            if sent is False:
                values[name] = getattr(DEFAULTS, name)
            elif isinstance(sent, UploadedFile):
                kept = uploads.keep(sent, alt=self.cleaned_data["name"], by=by, field=name)
                values[name] = kept._asdict() if name == "logo" else kept.url
        return values


def initial(paper: Paper) -> dict[str, Any]:
    known = {name for name, _label in AI_ROBOTS}
    return {
        **{field.name: getattr(paper, field.name) for field in fields(Paper)},
        "logo": Shown(paper.logo["url"]) if paper.logo else None,
        "icon": Shown(paper.icon) if paper.icon else None,
        "blocked_robots": [name for name in paper.blocked_robots if name in known],
        "other_robots": [name for name in paper.blocked_robots if name not in known],
    }
