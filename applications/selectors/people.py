"""What the portal knows of a person and need not ask again."""


def known_of(person):
    """Cover fields of a proposal that ``person`` starts, from the account and the organisation kept there.

    An office of IOM would run the project; a government is its main partner, and the person its focal point.
    """
    known = {"contact_name": person.name, "contact_email": person.email, "contact_phone": person.phone}
    organisation = person.organisation
    if organisation is None:
        return known
    if organisation.is_of_iom:
        return known | {"executing_office": organisation.name, "management_site": organisation.name}
    if organisation.is_of_a_government:
        return known | {
            "government_partner": organisation.name,
            "focal_point_name": person.name,
            "focal_point_title": person.job_title,
            "focal_point_ministry": organisation.name,
            "focal_point_email": person.email,
        }
    return known
