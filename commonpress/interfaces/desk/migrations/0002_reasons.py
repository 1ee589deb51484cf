"""The reasons a new paper begins with; its owner changes them in the browser."""

from typing import Any

from django.db import migrations

# for, rule, name, words; then the same two in Romanian
REASONS = [
    (
        "returned", "unsourced", "Sources are missing",
        "Please say where the main facts come from: who said it, which document, which date. Then send it in again.",
        "Lipsesc sursele",
        "Vă rugăm să scrieți de unde provin faptele principale: cine le-a spus, în ce document, la ce dată. Apoi trimiteți articolul din nou.",
    ),
    (
        "returned", "copied", "Copied passages need a credit",
        "Parts of this text stand elsewhere already. Please write them in your own words, or quote them and name the source.",
        "Pasajele preluate cer o sursă",
        "Părți din text au apărut deja în altă parte. Vă rugăm să le scrieți cu cuvintele dumneavoastră sau să le citați și să numiți sursa.",
    ),
    (
        "returned", "clarity", "Too hard to follow",
        "The news is in there, but a reader has to look for it. Please begin with what happened, where and when.",
        "Greu de urmărit",
        "Știrea există, dar cititorul trebuie să o caute. Vă rugăm să începeți cu ce s-a întâmplat, unde și când.",
    ),
    (
        "returned", "other_side", "The other side is missing",
        "The story criticises somebody who is not heard in it. Please ask them, and add what they answered or that they did not.",
        "Lipsește cealaltă parte",
        "Articolul critică pe cineva care nu are cuvântul. Vă rugăm să îl întrebați și să adăugați ce a răspuns sau că nu a răspuns.",
    ),
    (
        "returned", "pictures", "The pictures need words",
        "Please describe each picture for those who cannot see it, and say who made it.",
        "Imaginile cer o descriere",
        "Vă rugăm să descrieți fiecare imagine pentru cei care nu o văd și să scrieți cine a făcut-o.",
    ),
    (
        "declined", "promotion", "Advertising",
        "This text sells something. The paper has places for advertisements, and they are marked as such.",
        "Publicitate",
        "Textul vinde ceva. Ziarul are locuri pentru reclame, iar ele sunt marcate ca atare.",
    ),
    (
        "declined", "copied", "Copied from elsewhere",
        "Most of this text was written by somebody else and stands elsewhere already. We publish what people write themselves.",
        "Copiat din altă parte",
        "Cea mai mare parte a textului a fost scrisă de altcineva și a apărut deja în altă parte. Publicăm ce scriu oamenii ei înșiși.",
    ),
    (
        "declined", "off_topic", "Not for this paper",
        "This is not about the place or the matters this paper covers.",
        "Nu este pentru acest ziar",
        "Textul nu privește locul sau subiectele despre care scrie ziarul.",
    ),
    (
        "declined", "privacy", "Somebody’s private life",
        "The text shows the private life of somebody without a public reason.",
        "Viața privată a cuiva",
        "Textul expune viața privată a cuiva fără un motiv de interes public.",
    ),
    (
        "declined", "insult", "Insults",
        "Disagree as sharply as you like; we do not publish insults or threats.",
        "Insulte",
        "Puteți contrazice oricât de tăios; insulte și amenințări nu publicăm.",
    ),
    (
        "withdrawn", "false", "It is not true",
        "What this says turned out not to be true, and a correction would leave nothing of it.",
        "Nu este adevărat",
        "Ce scrie aici s-a dovedit neadevărat, iar o rectificare n-ar mai lăsa nimic din text.",
    ),
    (
        "withdrawn", "copied", "Copied from elsewhere",
        "This text was written by somebody else and was published without their consent.",
        "Copiat din altă parte",
        "Textul a fost scris de altcineva și a apărut fără acordul acelei persoane.",
    ),
    (
        "withdrawn", "privacy", "Somebody’s private life",
        "The text shows the private life of somebody without a public reason.",
        "Viața privată a cuiva",
        "Textul expune viața privată a cuiva fără un motiv de interes public.",
    ),
    (
        "withdrawn", "insult", "Insults",
        "Disagree as sharply as you like; we do not publish insults or threats.",
        "Insulte",
        "Puteți contrazice oricât de tăios; insulte și amenințări nu publicăm.",
    ),
    (
        "withdrawn", "illegal", "Against the law",
        "Publishing this is against the law.",
        "Împotriva legii",
        "Publicarea acestui text este împotriva legii.",
    ),
]  # fmt: skip


def write(apps: Any, schema_editor: Any) -> None:
    reasons = apps.get_model("desk", "CannedReason").objects
    for place, (action, rule, name, words, name_ro, words_ro) in enumerate(REASONS):
        reasons.create(
            action=action,
            rule=rule,
            name=name,
            words=words,
            name_translations={"ro": name_ro},
            words_translations={"ro": words_ro},
            position=place,
        )


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
