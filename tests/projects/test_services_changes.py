from projects import services
from projects.models import PublicRecord, RecordChange
from projects.services import changes, records


def kinds(record):
    return list(RecordChange.objects.filter(record_id=record.pk).order_by("pk").values_list("kind", flat=True))


def again(record, **fields):
    """Note what a record with other values would change, and keep them."""
    changed = PublicRecord.objects.get(pk=record.pk)
    for name, value in fields.items():
        setattr(changed, name, value)
    changes.note([changed], changed.revision + 1)
    changed.revision += 1
    changed.save()
    return changed


def indicator(*actuals):
    return {"objective": {"indicators": [{"lineage": "x", "actuals": list(actuals)}]}, "outcomes": []}


def test_first_record_is_published_and_writing_it_again_is_no_news(public):
    record = public()
    services.refresh(record.project)
    services.refresh_all([record.pk])

    assert kinds(record) == ["PUBLISHED"]
    assert RecordChange.objects.get().revision == 1


def test_each_kind_of_news_is_noted_once(public):
    record = public(state="ACTIVE")

    record = again(record, title="Another title", amount=5)
    record = again(record, state="COMPLETED")
    record = again(record, results=indicator())  # a plan without values is no result
    record = again(record, results=indicator({"value": "1"}), has_results=True)
    record = again(record, results=indicator({"value": "1"}, {"value": "2"}))
    record = again(record, documents=[{"category": "A07"}], has_evaluation=True)
    record = again(record, corrections=[{"on": "2026-01-01", "en": "x"}], has_evaluation=True)

    assert kinds(record) == ["PUBLISHED", "STATE", "RESULTS", "RESULTS", "EVALUATION", "CORRECTION"]


def test_several_records_cost_two_queries_and_changes_go_with_the_record(public, django_assert_num_queries):
    rows = [public(f"Number {number}", state="ACTIVE") for number in range(3)]
    for row in rows:
        row.state = "COMPLETED"

    with django_assert_num_queries(2):
        assert changes.note(rows, 9) == 3

    records.remove(rows[0].project)
    assert RecordChange.objects.filter(kind="STATE").count() == 2
