"""Files of the demonstration, small and whole."""

PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length {length}>>stream\n{drawn}\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def pdf_of(text):
    """A PDF of one page that says ``text``, as bytes. For plain letters only."""
    drawn = f"BT /F1 18 Tf 60 760 Td ({text}) Tj ET"
    return PDF.replace("{length}", str(len(drawn))).replace("{drawn}", drawn).encode("latin-1")
