"""Prose for the tests of the checks: no sentence of it stands in another one of these texts."""

FERRY = (
    "The ferry Pescărușul will not cross the lagoon before the middle of October, the harbour office said on Monday. "
    "A crack as long as a hand was found in the port propeller shaft after the vessel lost way off the village. "
    "Two boats from the basin took the ferry in tow and had it alongside by nine in the evening, with all aboard safe. "
    "The shaft dates from the year the ship was built, and a new one must be turned at the yard once steel arrives. "
    "Until then the town pays four fishing boats to carry pupils, bread and medicine across every morning before seven."
)
SALT = (
    "Salt is raked again on the old pans behind the railway, for the first time since the works closed their gates. "
    "Six neighbours rented two basins from the county and mended the sluices with planks from a broken fence. "
    "Their first harvest filled nineteen sacks, which a bakery and two restaurants bought within the same week. "
    "A biologist from the museum counted avocets while they worked and found more nests than in any year before. "
    "The council must now decide whether the pans become a reserve or a business, or quietly both of them at once."
)
ROMANIAN = (
    "Școala de pe strada Felinarului rămâne închisă încă două săptămâni, până când acoperișul va fi acoperit din nou. "
    "Ploaia de duminică a pătruns în trei săli de clasă, iar elevii învață deocamdată în sala de lectură a bibliotecii. "
    "Primăria a cerut trei oferte pentru lucrare și a primit una singură, cu o treime mai scumpă decât socotise. "
    "Părinții au strâns țiglă veche de la casele demolate și o dau fără plată oricui vrea să urce pe schelă. "
    "Directoarea spune că nu mai așteaptă hotărâri, ci meșteri, și că orele pierdute se vor face sâmbăta dimineața."
)


def html(text: str) -> str:
    """Each sentence a paragraph."""
    return "".join(f"<p>{sentence.rstrip('.')}.</p>" for sentence in text.split(". "))


def mixed(*parts: str) -> str:
    return "".join(f"<p>{part}</p>" for part in parts)
