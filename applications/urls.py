from django.urls import path

from .views import answers, letters, proposals, question_sets, reading, steps, submissions, texts

app_name = "applications"
urlpatterns = [
    path("", proposals.application_list, name="list"),
    path("new/", proposals.start, name="start"),
    path("to-endorse/", proposals.to_endorse, name="to_endorse"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("calls/<int:pk>/questions/", question_sets.question_set, name="question_set"),
    path("calls/<int:pk>/questions/begin/", question_sets.begin, name="begin_questions"),
    path("calls/<int:pk>/questions/publish/", question_sets.publish, name="publish_questions"),
    path("calls/<int:pk>/questions/discard/", question_sets.discard, name="discard_questions"),
    path("calls/<int:pk>/questions/preview/", question_sets.preview, name="preview_questions"),
    path("calls/<int:pk>/questions/versions/<int:number>/", question_sets.version, name="question_version"),
    path("calls/<int:pk>/questions/add/", question_sets.add, name="add_question"),
    path("calls/<int:pk>/questions/of/<str:question>/", question_sets.edit, name="edit_question"),
    path("calls/<int:pk>/questions/of/<str:question>/move/", question_sets.move, name="move_question"),
    path("calls/<int:pk>/questions/of/<str:question>/copy/", question_sets.duplicate, name="duplicate_question"),
    path("calls/<int:pk>/questions/of/<str:question>/remove/", question_sets.remove, name="remove_question"),
    path("calls/<int:pk>/answers.<str:kind>", question_sets.answers_file, name="answers_file"),
    path("<str:key>/", proposals.detail, name="detail"),
    path("<str:key>/read/", reading.read, name="read"),
    path("<str:key>/changes/<int:number>/", reading.changes, name="changes"),
    path("<str:key>/cover/", proposals.cover, name="cover"),
    path("<str:key>/sections/<str:section>/", texts.section, name="section"),
    path("<str:key>/questions/", answers.questions, name="questions"),
    path("<str:key>/questions/<str:question>/file/", answers.answer_file, name="answer_file"),
    path("<str:key>/letters/", letters.letters, name="letters"),
    path("<str:key>/letters/<int:pk>/remove/", letters.remove_letter, name="remove_letter"),
    path("<str:key>/submit/", submissions.check, name="check"),
    path("<str:key>/receipt/", submissions.receipt, name="receipt"),
    path("<str:key>/withdraw/", steps.withdraw, name="withdraw"),
    path("<str:key>/return/", steps.send_back, name="return"),
]
