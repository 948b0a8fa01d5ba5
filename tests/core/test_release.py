from core.release import release


def test_release_is_one_text_and_follows_the_templates_in_development(settings):
    shipped = release()
    settings.DEBUG = True

    assert (len(shipped), isinstance(release(), int)) == (64, True)
