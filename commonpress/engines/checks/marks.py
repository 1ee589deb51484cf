"""Words the rules of promotion look for, folded, English and Romanian together."""

# "You" to one person, in the forms a newspaper's own copy has no use for.
TO_ONE_READER = frozenset(
    """
    you your yours yourself youre youll tu te iti tau ta tale ti vei poti esti vrei ai lasa
    """.split()
)

# What an advertisement begins its sentences with.
ORDERS = frozenset(
    """
    get claim order buy call book join start try compare apply choose click sign subscribe register contact discover
    enjoy treat visit reserve save upgrade unlock install earn boost lose win watch follow request download hurry
    grab comanda cumpara suna rezerva intra incearca compara aplica alege click inscrie aboneaza contacteaza
    descopera castiga viziteaza economisesti economiseste slabesti vezi revendica cere foloseste programeaza profita
    oferta urmareste urmariti incepe vino scrie
    """.split()
)

REPORTING = frozenset(
    """
    said says told asked warned warn police prosecutor prosecutors court judge inspector inspectors mayor council
    councillors minister ministry prefect county law fine petition union victim victims arrested accused lawsuit
    residents voted scam scams fraud false fake trick lying lies cheated swindled deceived lost warning complaint
    investigation spune spus declarat avertizeaza politia politie procuror procurorii instanta judecator inspectorul
    inspectorii primar primarul primaria consiliul consilieri consilierii ministrul ministerul prefectul lege legea
    regula amenda petitie sindicatul victima locuitorii votat avertizat anuntat frauda inselaciune escrocherie fals
    falsa minte mint truc pacalit pacaliti pierdut avertisment plangere ancheta
    """.split()
)

ARTICLES = frozenset(
    """
    the a an this that these those our their its his her my your one some all here more read see un o acest aceasta
    aici
    """.split()
)

PLACES = frozenset(
    """
    page pages site website report statement archive office article map programme list form forms
    """.split()
)
