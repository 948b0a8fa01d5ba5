"""What plans add to pages of lower apps."""


def document_templates():
    """Results, work plan and budget as blank files."""
    from .exports import templates  # later than apps are ready: forms want their models' translated fields

    return templates.document_templates()
