"""Files as people upload them, good and bad, made from a few bytes: (name, content, words of the verdict or "")."""

import base64
import io
import struct
import zipfile
import zlib

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
    "AQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q=="
)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
REL = '<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
WRONG, ACTIVE, KIND = "not what its name says", "macros or other files", "kind of file"
SCRIPTS, PASSWORD, DAMAGED = "scripts, forms or other files", "protected by a password", "damaged"


def pdf(*objects, tail=b""):
    """A PDF with some objects more."""
    return PDF.replace(b"trailer", b"\n".join(objects) + b"\ntrailer") + tail


def stream(dictionary, content):
    """A stream object."""
    return b"9 0 obj<<" + dictionary + b">>\nstream\n" + content + b"\nendstream\nendobj"


def packed(content, dictionary=b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"):
    """A compressed object stream."""
    return stream(dictionary, zlib.compress(content))


def archive(parts, *, encrypted=False):
    """A zip archive of {name: content}."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            opened.writestr(name, content)
    content = target.getvalue()
    if encrypted:  # the flag in every local and central header
        content = content.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0")
        content = content.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0")
    return content


def docx(more=None, **options):
    """A Word document with some parts more, or in place of its own."""
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document>Good</w:document>"}
    return archive(parts | (more or {}), **options)


def xlsx(more=None):
    """A workbook with some parts more."""
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    return archive(parts | (more or {}))


def chunk(kind, data, *, crc=None):
    """A chunk of a PNG."""
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def png(*more, width=1, height=1, pixels=b"\0\0\0\0", tail=b""):
    """A PNG of RGB pixels with some chunks more."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body + tail


def jpeg(*segments, tail=b""):
    """A JPEG with some segments more."""
    return JPEG[:2] + b"".join(segments) + JPEG[2:] + tail


def segment(marker, data):
    """A segment of a JPEG."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def exif(orientation, *, order="<", more=b""):
    """An Exif segment that says how the camera was held, and more."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(f"{order}IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return segment(0xE1, b"Exif\0\0" + head + entry + more)


def resized(content, height, width):
    """A JPEG that claims another size."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


CORPUS = [
    # plain files
    ("plain.pdf", PDF, ""),
    ("PLAIN.PDF", PDF, ""),
    ("with open action.pdf", pdf(b"5 0 obj<</OpenAction[3 0 R/Fit]>>endobj"), ""),
    ("with link.pdf", pdf(b"5 0 obj<</S/URI/URI(https://example.org)>>endobj"), ""),
    ("objects.pdf", pdf(packed(b"7 0 <</Type/Font>>")), ""),
    ("names like.pdf", pdf(b"5 0 obj<</JavaScripting/EncryptedNot/Launched 1>>endobj"), ""),
    ("js in an image.pdf", pdf(stream(b"/Subtype/Image", b"\x01/JS \x02")), ""),
    ("plain.docx", docx(), ""),
    ("link.docx", docx({"word/_rels/document.xml.rels": REL.format(kind="hyperlink", target="https://x.org")}), ""),
    ("plain.xlsx", xlsx(), ""),
    ("printer.xlsx", xlsx({"xl/printerSettings/printerSettings1.bin": b"\0\1"}), ""),
    ("plain.png", png(), ""),
    ("plain.jpg", JPEG, ""),
    ("plain.jpeg", JPEG, ""),
    ("photo.jpg", jpeg(exif(6)), ""),
    ("v1.2 final.pdf", PDF, ""),
    ("lettre signée – été.pdf", PDF, ""),
    ("رسالة.pdf", PDF, ""),
    # names and sizes
    ("empty.pdf", b"", "empty"),
    ("large.pdf", PDF + b"\n" * (20 * 1024 * 1024), "larger than 20 MB"),
    ("letter.exe", b"MZ\x90", KIND),
    ("page.html", b"<html><script>alert(1)</script>", KIND),
    ("drawing.svg", b"<svg onload='alert(1)'/>", KIND),
    ("text.txt", b"Hello", KIND),
    ("macros.docm", docx(), KIND),
    ("macros.xlsm", xlsx(), KIND),
    ("old.doc", OLE, KIND),
    ("files.zip", archive({"a": "b"}), KIND),
    ("picture.gif", GIF, KIND),
    ("nothing", PDF, KIND),
    ("letter.pdf.exe", b"MZ", KIND),
    ("letter.exe.pdf", PDF, "two endings"),
    ("letter.html.pdf", PDF, "two endings"),
    ("archive.zip.docx", docx(), "two endings"),
    ("annex\u202efdp.exe", b"MZ", KIND),
    ("letter.pdf\x00.exe", b"MZ", KIND),
    ("letter.exe\x00.pdf", b"MZ", "two endings"),
    # content of another kind
    ("page.pdf", b"<html><script>alert(1)</script></html>", WRONG),
    ("program.pdf", b"MZ\x90\x00" + b"\0" * 100, WRONG),
    ("eicar.pdf", EICAR, WRONG),
    ("word.pdf", docx(), WRONG),
    ("late head.pdf", b"\n\n<html>" + PDF, WRONG),
    ("gif.png", GIF, WRONG),
    ("gif and script.jpg", GIF + b"/*alert(1)*/", WRONG),
    ("jpeg.png", JPEG, WRONG),
    ("png.jpg", png(), WRONG),
    ("svg.png", b"<svg/>", WRONG),
    ("pdf.docx", PDF, WRONG),
    ("zip.docx", archive({"a.txt": "b"}), WRONG),
    ("workbook.docx", xlsx(), WRONG),
    ("broken.docx", b"PK\x03\x04broken", WRONG),
    ("letter in front.docx", PDF + docx(), WRONG),
    # PDF
    ("script.pdf", pdf(b"5 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), SCRIPTS),
    ("escaped.pdf", pdf(b"5 0 obj<</S/J#61vaScript/J#53(app.alert(1))>>endobj"), SCRIPTS),
    ("only js.pdf", pdf(b"5 0 obj<</JS 6 0 R>>endobj"), SCRIPTS),
    ("launch.pdf", pdf(b"5 0 obj<</S/Launch/F(cmd.exe)>>endobj"), SCRIPTS),
    ("files inside.pdf", pdf(stream(b"/Type/EmbeddedFile", b"MZ")), SCRIPTS),
    ("names of files.pdf", pdf(b"5 0 obj<</Names<</EmbeddedFiles 7 0 R>>>>endobj"), SCRIPTS),
    ("media.pdf", pdf(b"5 0 obj<</Subtype/RichMedia>>endobj"), SCRIPTS),
    ("form.pdf", pdf(b"5 0 obj<</AcroForm<</XFA 6 0 R>>>>endobj"), SCRIPTS),
    ("sends.pdf", pdf(b"5 0 obj<</S/SubmitForm/F(http://x)>>endobj"), SCRIPTS),
    ("hidden in objects.pdf", pdf(packed(b"7 0 <</S/JavaScript/JS(x)>>")), SCRIPTS),
    ("hidden and escaped.pdf", pdf(packed(b"7 0 <</S/L#61unch>>")), SCRIPTS),
    ("behind a comment.pdf", pdf(b"% stream\n5 0 obj<</S/Launch>>endobj\n% endstream"), SCRIPTS),
    ("protected.pdf", pdf(tail=b"trailer<</Encrypt 5 0 R>>\n%%EOF"), PASSWORD),
    ("protected, escaped.pdf", pdf(tail=b"trailer<</#45ncrypt 5 0 R>>\n%%EOF"), PASSWORD),
    ("bomb.pdf", pdf(packed(b"\0" * (101 * 1024 * 1024))), "unpacks to more"),
    ("other filter.pdf", pdf(packed(b"x", b"/Type/ObjStm/Filter[/ASCII85Decode/FlateDecode]")), "cannot be checked"),
    ("broken objects.pdf", pdf(stream(b"/Type/ObjStm/Filter/FlateDecode", b"no zlib")), "cannot be checked"),
    ("hidden dictionary.pdf", pdf(b"9 0 obj<</Type/ObjStm/X(endobj)>>\nstream\nx\nendstream"), "cannot be checked"),
    ("cut off.pdf", PDF[:150], "not complete"),
    ("page of the web.pdf", pdf(b"<script>alert(1)</script>"), "two kinds at once"),
    ("archive behind.pdf", PDF + archive({"a": "b"}), "two kinds at once"),
    # Office
    ("encrypted.docx", OLE, PASSWORD),
    ("encrypted.xlsx", OLE, PASSWORD),
    ("flagged.docx", docx(encrypted=True), PASSWORD),
    ("macros.docx", docx({"word/vbaProject.bin": b"\0"}), ACTIVE),
    ("macros by type.docx", docx({"[Content_Types].xml": "<Types t='vnd.ms-word.document.macroEnabled'/>"}), ACTIVE),
    ("object.docx", docx({"word/embeddings/oleObject1.bin": b"\0"}), ACTIVE),
    ("package.docx", docx({"word/embeddings/sheet.xlsx": b"PK"}), ACTIVE),
    ("control.docx", docx({"word/activeX/activeX1.xml": "<ax/>"}), ACTIVE),
    ("page inside.docx", docx({"word/afchunk.htm": "<script/>"}), ACTIVE),
    ("dde.docx", docx({"word/document.xml": "<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>"}), ACTIVE),
    ("dde.xlsx", xlsx({"xl/externalLinks/externalLink1.xml": "<x/>"}), ACTIVE),
    ("macros.xlsx", xlsx({"xl/vbaProject.bin": b"\0"}), ACTIVE),
    (
        "template.docx",
        docx({"word/_rels/settings.xml.rels": REL.format(kind="attachedTemplate", target="//x/t")}),
        "elsewhere",
    ),
    (
        "picture from elsewhere.docx",
        docx({"word/_rels/document.xml.rels": REL.format(kind="image", target="//x")}),
        "elsewhere",
    ),
    (
        "template in utf-16.docx",
        docx({"word/_rels/s.xml.rels": REL.format(kind="attachedTemplate", target="//x").encode("utf-16")}),
        "elsewhere",
    ),
    ("entities.docx", docx({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), DAMAGED),
    ("climbs.docx", docx({"../../etc/passwd": "x"}), DAMAGED),
    ("twice.docx", docx({"WORD/document.xml": "x"}), DAMAGED),
    ("bomb.docx", docx({"word/media/a.xml": b"0" * (60 * 1024 * 1024)}), "unpacks to more"),
    ("many parts.docx", docx({f"word/{n}.xml": "" for n in range(2001)}), "unpacks to more"),
    ("cut off.docx", docx()[:-30], WRONG),
    # pictures
    ("bomb.png", png(width=30000, height=30000), "too many pixels"),
    ("more than it says.png", png(pixels=b"\0" * 1_000_000), "too many pixels"),
    ("wrong sum.png", png(chunk(b"gAMA", b"\0\0\0\1", crc=1)), DAMAGED),
    ("cut off.png", png()[:-20], DAMAGED),
    ("no pixels.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), DAMAGED),
    ("bomb.jpg", resized(JPEG, 60000, 60000), "too many pixels"),
    ("flat.jpg", resized(JPEG, 0, 10), DAMAGED),
    ("cut off.jpg", JPEG[:-4], DAMAGED),
    ("rare.jpg", JPEG.replace(b"\xff\xc0", b"\xff\xc9"), DAMAGED),
]
