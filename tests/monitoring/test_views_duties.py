import pytest

from monitoring import services
from monitoring.models import Duty


@pytest.mark.parametrize(("name", "links"), [("project_manager", 4), ("officer", 3), ("applicant", 4)])
def test_schedule_links_only_reports_that_open(client_for, request, running_project, project_manager, name, links):
    second = running_project.duties.get(kind=Duty.Kind.INTERIM, sequence=2)
    services.open_report(second, by=project_manager)
    client = client_for(request.getfixturevalue(name))

    page = client.get(f"/en/workspace/projects/{running_project.address}/").content.decode()

    rows = page.split("Reporting schedule</h2>")[1].split("</table>")[0]
    addresses = [part.split('"')[0] for part in rows.split('<a href="')[1:]]
    assert len(addresses) == links
    assert {client.get(address).status_code for address in addresses} <= {200}
