"""The catalogue as GeoJSON (RFC 7946): one feature a project, so that a file has as many as the list.

A project for one State is a Point, for several a MultiPoint, for none it has no geometry. The points are the middle of
each State, for maps of the world: where in the State the work is done is not published.
"""

from funding.models import Country

from .facts import Reader, licence_in_words, moment
from .objects import dumps


def pieces(selection, about):
    """The file in pieces of text. Members beside ``features`` say where it comes from, as the standard allows."""
    reader, points = Reader(), _points()
    about_it = {
        "type": "FeatureCollection",
        "publisher": "IOM Development Fund",
        "licence": licence_in_words(),
        "generated_at": moment(about.generated_at),
        "query": about.query,
        "page": about.page_url,
        "points": "middle of each benefiting State",
    }
    yield f'{dumps(about_it)[:-1]}, "features": ['
    before = "\n"
    for rows in selection.rows(reader.fields):
        text = ",\n".join(dumps(_feature(reader.as_data(row), points)) for row in rows)
        if text:
            yield before + text
            before = ",\n"
    yield "\n]}\n"


def _feature(data, points):
    found = [points[code] for code in data["country_codes"] if code in points]
    return {"type": "Feature", "id": data["address"], "geometry": _geometry(found), "properties": data}


def _geometry(found):
    if not found:
        return None
    return (
        {"type": "Point", "coordinates": found[0]} if len(found) == 1 else {"type": "MultiPoint", "coordinates": found}
    )


def _points():
    """[longitude, latitude] of every country that has them; JSON has no other numbers than these."""
    rows = Country.objects.exclude(longitude=None).exclude(latitude=None).values_list("pk", "longitude", "latitude")
    return {code: [float(longitude), float(latitude)] for code, longitude, latitude in rows}
