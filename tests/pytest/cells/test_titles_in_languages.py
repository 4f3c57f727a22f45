"""Job titles in the languages of our lookups, with accents and without; what is unknown in them is said."""

import unicodedata

import pytest

TITLES = {
    "Directeur général": ("c_level", None),
    "Directrice des ventes": ("director", "sales"),
    "Responsable marketing": ("manager", "marketing"),
    "Chef de projet informatique": ("specialist", "it"),
    "Cheffe du service": (None, None),
    "Chef": (None, None),
    "Chargée de communication": ("specialist", "marketing"),
    "Président-directeur général (PDG)": ("c_level", None),
    "Vice-présidente, Ressources humaines": ("vp", "hr"),
    "Stagiaire": ("student", None),
    "Directeur des systèmes d\u2019information": ("director", "it"),
    "Director general": ("c_level", None),
    "Jefa de compras": ("manager", "procurement"),
    "Gerente de ventas": ("manager", "sales"),
    "Consejero Delegado": ("c_level", None),
    "Dueña": ("owner", None),
    "Asistente de dirección": ("specialist", None),
    "Técnico de atención al cliente": ("specialist", "support"),
    "Becario de marketing": ("student", "marketing"),
    "Diretora de Operações": ("director", "operations"),
    "Sócio gerente": ("owner", None),
    "Gerente de Projetos de TI": ("specialist", "it"),
    "Estagiária": ("student", None),
    "Coordenador Financeiro": ("specialist", "finance"),
    "Amministratore delegato": ("c_level", None),
    "Responsabile acquisti": ("manager", "procurement"),
    "Direttrice commerciale": ("director", "sales"),
    "Titolare": ("owner", None),
    "Impiegata, risorse umane": ("specialist", "hr"),
    "Prezes Zarządu": ("c_level", None),
    "Wiceprezes": ("vp", None),
    "Właścicielka": ("owner", None),
    "Dyrektor ds. sprzedaży": ("director", "sales"),
    "Kierownik działu zakupów": ("manager", "procurement"),
    "Starszy specjalista ds. marketingu": ("specialist", "marketing"),
    "Główna księgowa": ("manager", "finance"),
    "Algemeen Directeur": ("c_level", None),
    "Hoofd Inkoop": ("director", "procurement"),
    "Medewerker klantenservice": ("specialist", "support"),
    "Mede-eigenaar": ("owner", None),
    "Teamleider ICT": ("manager", "it"),
    "Geschaeftsfuehrer": ("c_level", None),
    "Geschäftsführerin": ("c_level", None),
    # Words that stand in others, or mean something else.
    "Commercial Counsel": (None, "legal"),
    "Head of Commercial": ("director", "sales"),
    "Italian Teacher": ("specialist", "education"),
    "Tier 1 Support": (None, "support"),
    "CEO; Founder": ("owner", None),
    "Executive Assistant to the CEO": ("specialist", None),
    "Sr. Director, Global Sales \u2013 EMEA II": ("director", "sales"),
    "Head of Quuxing": ("director", None),
    "VP Quuxing & Marketing": ("vp", "marketing"),
    "Zorbist": (None, None),
    "Senior": (None, None),
}


def without_accents(title):
    apart = unicodedata.normalize("NFD", title.replace("ł", "l"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


WRITTEN = {
    "as it is": lambda title: title,
    "with marks of their own": lambda title: unicodedata.normalize("NFD", title),
    "without accents": without_accents,
    "in capitals": lambda title: title.upper(),
}


ROWS = {
    "leads": [
        {"lead_id": f"{way} {number}", "created_at": "2026-01-01", "job_title": written(title)}
        for way, written in WRITTEN.items()
        for number, title in enumerate(TITLES)
    ]
}


@pytest.mark.parametrize("way", WRITTEN)
def test_titles_tell_seniority_and_department(cells, way):
    leads = cells.by_lead("lead_features")
    read = [(leads[f"{way} {number}"]["seniority"], leads[f"{way} {number}"]["department"]) for number in range(len(TITLES))]
    assert dict(zip(TITLES, read, strict=True)) == TITLES


def test_of_a_title_known_in_part_the_rest_is_said_and_nothing_else(cells):
    rows = cells.query("select attribute, unmapped_value, leads_affected from unmapped_values")
    words = {row["unmapped_value"]: row["leads_affected"] for row in rows if row["attribute"] == "job_title_word"}
    assert words.pop("quuxing") == 2 * len(WRITTEN)
    assert set(words) == {"direccion", "tier", "italian"}
    whole = {row["unmapped_value"] for row in rows if row["attribute"] == "job_title"}
    assert whole == {"cheffe du service", "chef", "zorbist", "senior"}
