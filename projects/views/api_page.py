"""The description of the API as a page, since the libraries' own pages need scripts of other sites."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from core.access import public
from core.addresses import absolute

from ..api.operations import api
from ..models import PublicRecord


@public
def description(request):
    """Every operation with its parameters and an example, from the OpenAPI description."""
    schema, examples = api.get_openapi_schema(), _examples()
    operations = [
        {
            "path": path,
            "name": operation["operationId"],
            "summary": operation["summary"],
            "description": operation.get("description", ""),
            "example": examples.get(operation["operationId"], path),
            "parameters": [_parameter(one) for one in operation["parameters"]],
        }
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]
    context = {"operations": operations, "site": absolute(), "version": schema["info"]["version"]}
    return render(request, "projects/open_data_api.html", context)


def _examples():
    """An address to try for each operation that has parameters, with a project that is there."""
    record = PublicRecord.objects.exclude(theme=None).first()
    if record is None:
        return {}
    query = f"?theme={record.theme_id}"
    return {
        "projects": f"{reverse('api:projects')}{query}&page_size=5&language={get_language()}",
        "project": reverse("api:project", kwargs={"address": record.address}),
        "facets": f"{reverse('api:facets')}{query}",
    }


def _parameter(one):
    """Name, kind and words; the words of a repeated filter are two sentences, each with its own translation."""
    schema = one["schema"]
    return {
        "name": one["name"],
        "is_in_path": one["in"] == "path",
        "is_repeated": schema.get("type") == "array",
        "sentences": one.get("description", "").split(". ", 1)
        if schema.get("type") == "array"
        else [one.get("description", "")],
        "default": schema.get("default"),
    }
