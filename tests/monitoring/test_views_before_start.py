"""Pages of an approved project that has no code yet: they call it by its title."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("name", ["people", "documents", "ledger"])
def test_a_project_without_a_code_is_called_by_its_title(application_in, client_for, officer, name):
    project = application_in("approved").project

    page = client_for(officer).get(reverse(f"monitoring:{name}", kwargs={"address": project.address})).content.decode()

    assert project.code is None
    assert f"– {project.title} – " in page.split("</title>")[0]
    assert f'<span lang="{project.title_language}">{project.title}</span></a>' in page
    assert "None " not in page
