from django.urls import path

from commonpress.interfaces.desk import (
    bulk,
    copies,
    deciding,
    entry,
    record,
    statements,
    strikes,
    views,
    waiting,
)

urlpatterns = [
    path("", waiting.waiting, name="desk-queue"),
    path("decide/", deciding.decide_in_list, name="desk-decide"),
    path("<int:pk>/", entry.entry, name="desk-entry"),
    path("<int:pk>/decide/", deciding.decide, name="desk-decide-entry"),
    path("<int:pk>/claim/", deciding.claim_entry, name="desk-claim"),
    path("<int:pk>/copies/", copies.copies, name="desk-copies"),
    path("bulk/", bulk.bulk, name="desk-bulk"),
    path("appeals/", record.appeals, name="desk-appeals"),
    path("decisions/", record.decisions, name="desk-decisions"),
    path("decisions/<int:pk>/", record.decision, name="desk-decision"),
    path("decisions/<int:pk>/answer/", record.answer, name="desk-answer"),
    path("decisions/<int:pk>/answer/undo/", record.undo_answer, name="desk-undo-answer"),
    path("decisions/statements.<slug:form>", statements.statements, name="desk-statements"),
    path("decisions/<int:pk>/undo/", deciding.undo_decision, name="desk-undo"),
    path("figures/", views.figures, name="desk-figures"),
    path("figures/<int:pk>/", views.story, name="desk-story"),
    path("figures/strikes/", strikes.strikes, name="desk-strikes"),
    path("figures/strikes/<int:pk>/undo/", strikes.undo, name="desk-unstrike"),
]
