from zoneinfo import ZoneInfo

from funding.forms.calls import OFTEN_USED, zone_choices


def test_zones_begin_with_those_often_used_and_each_stands_once():
    groups = zone_choices()
    names = [name for _label, choices in groups for name, _words in choices]

    assert [name for name, _words in groups[0][1]] == OFTEN_USED
    assert len(names) == len(set(names)) > 400
    assert [label for label, choices in groups if not choices] == []
    assert {"Europe/Zurich", "UTC", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"} <= set(names)
    assert [name for name in names if name.startswith(("US/", "Etc/", "posix", "SystemV", "GMT"))] == []
    assert all(ZoneInfo(name).key == name for name in names)
