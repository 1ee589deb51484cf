import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client

from commonpress.engines.lib.colour import contrast
from commonpress.engines.site import fonts, look, options
from commonpress.engines.site.options import Paper

PLAIN = Paper()
STATIC = Path(look.PACKAGE) / "static"
KIB = 1024


def test_the_layers_are_ordered_before_any_is_filled() -> None:
    sheet = look.build(PLAIN).decode()
    assert sheet.startswith("@layer reset,base,components,utilities;")
    assert all(f"@layer {name}{{" in sheet for name in look.LAYERS)


def test_nothing_but_fonts_stands_outside_the_layers() -> None:
    sheet = look.build(PLAIN).decode()
    head = sheet[: sheet.index("@layer base{")]
    assert ":root" not in head, "what is outside the layers would win over print"


def test_braces_close_and_comments_are_gone() -> None:
    sheet = look.build(PLAIN).decode()
    assert sheet.count("{") == sheet.count("}")
    assert "/*" not in sheet


def test_one_sheet_is_within_the_budget() -> None:
    assert len(brotli.compress(look.build(PLAIN))) <= 14 * KIB


def test_the_script_is_within_the_budget() -> None:
    assert len((STATIC / "paper.js").read_bytes()) <= 10 * KIB


@pytest.mark.parametrize("reading", fonts.READING_FONTS)
@pytest.mark.parametrize("furniture", fonts.FURNITURE_FONTS)
def test_any_two_fonts_with_italics_are_within_the_budget(reading: str, furniture: str) -> None:
    files = [fonts.READING_FONTS[reading].file, f"{fonts.READING_FONTS[reading].file}-italic"]
    files.append(fonts.FURNITURE_FONTS[furniture].file)
    assert sum((STATIC / "fonts" / f"{file}.woff2").stat().st_size for file in files) <= 100_000


@pytest.mark.parametrize("font", [*fonts.READING_FONTS, *fonts.FURNITURE_FONTS])
def test_each_font_ships_with_its_licence(font: str) -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / f"{font}-LICENSE.txt").read_text().upper()


@pytest.mark.parametrize("accent", ["#8a2b1f", "#0b5fa5", "#ffd400", "#000000", "#ffffff", "#767676"])
def test_the_accent_can_be_read_on_every_paper(accent: str) -> None:
    sheet = look.build(replace(PLAIN, accent=accent)).decode()
    by_day, by_night = re.findall(r"--accent:(#[0-9a-f]{6})\}", sheet)[:2]
    assert min(contrast(by_day, paper) for paper in look.DAY) >= 4.5
    assert min(contrast(by_night, paper) for paper in look.NIGHT) >= 4.5


def test_an_accent_that_passes_is_left_alone() -> None:
    assert look.readable("#8a2b1f", look.DAY) == "#8a2b1f"


def test_the_papers_are_those_of_the_sheet() -> None:
    colours = (STATIC / "css" / "base" / "colours.css").read_text()
    for paper, ground in (look.DAY, look.NIGHT):
        assert f"--paper: {paper};" in colours
        assert f"--ground: {ground};" in colours


def test_the_owner_chooses_the_fonts() -> None:
    sheet = look.build(replace(PLAIN, reading_font="source-serif-4", furniture_font="public-sans")).decode()
    assert 'font-family:"Source Serif 4"' in sheet
    assert "newsreader" not in sheet


def test_a_font_no_longer_shipped_falls_back() -> None:
    assert look.build(replace(PLAIN, reading_font="gone")) == look.build(PLAIN)


def test_the_address_follows_the_options() -> None:
    assert look.url(PLAIN) != look.url(replace(PLAIN, accent="#0b5fa5"))
    assert look.url(PLAIN) == look.url(Paper())


@pytest.mark.django_db
def test_the_sheet_is_kept_for_a_year_under_its_own_address(client: Client) -> None:
    answer = client.get(look.url(options.load()))
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == look.KEPT


@pytest.mark.django_db
def test_an_old_address_gives_the_sheet_of_today_and_is_not_kept(client: Client) -> None:
    answer = client.get("/look/0123456789abcdef.css")
    assert answer.content == look.build(options.load())
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_database_the_plain_look_is_served(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Paper:
        raise DatabaseError

    monkeypatch.setattr(look, "options", SimpleNamespace(paper=away))
    assert look.serve_look(rf.get("/"), "x").content == look.build(PLAIN)


def test_font_addresses_go_through_static_files() -> None:
    assert look.first_fonts(PLAIN)[0].startswith(settings.STATIC_URL)
