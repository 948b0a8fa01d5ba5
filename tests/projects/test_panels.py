from demo import proposals


def test_to_do_list_of_an_officer_costs_the_same_for_one_and_three_projects(
    client_for, officer, applicant, cast, application_in, django_assert_num_queries
):
    application_in("approved")
    client = client_for(officer)
    client.get("/en/workspace/")
    with django_assert_num_queries(38):
        client.get("/en/workspace/")
    for number in range(2):
        proposals.carry_on(proposals.start(applicant, title=f"Project {number}", country="ME"), "approved", cast)

    with django_assert_num_queries(38):
        page = client.get("/en/workspace/")

    assert [task.title[:17] for task in page.context["tasks"]] == ["Start the project"] * 3
