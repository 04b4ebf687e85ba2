"""Addresses of the templates that agreements begin from."""

from django.urls import URLPattern, URLResolver, path

from agreements.views import composing, template_choices, templates

urlpatterns: list[URLPattern | URLResolver] = [
    path("agreement-templates/", templates.template_list, name="template_list"),
    path("agreement-templates/<uuid:pk>/", templates.template_detail, name="template_detail"),
    path("agreement-templates/<uuid:pk>/copy/", templates.template_copy, name="template_copy"),
    path("agreement-templates/<uuid:pk>/name/", templates.template_rename, name="template_rename"),
    path("agreement-templates/<uuid:pk>/default/", templates.template_make_default, name="template_make_default"),
    path("agreement-templates/<uuid:pk>/archive/", templates.template_archive, name="template_archive"),
    path("agreement-templates/<uuid:pk>/unarchive/", templates.template_unarchive, name="template_unarchive"),
    path(
        "agreement-templates/<uuid:pk>/languages/<slug:language>/",
        templates.template_add_language,
        name="template_add_language",
    ),
    path(
        "agreement-templates/<uuid:pk>/languages/<slug:language>/draft/",
        templates.template_begin_draft,
        name="template_begin_draft",
    ),
    path(
        "agreement-templates/<uuid:pk>/languages/<slug:language>/ours/",
        templates.template_take_shipped,
        name="template_take_shipped",
    ),
    # one version
    path("agreement-template-versions/<uuid:pk>/", composing.template_preview, name="template_preview"),
    path("agreement-template-versions/<uuid:pk>/changes/", composing.template_compare, name="template_compare"),
    path("agreement-template-versions/<uuid:pk>/compose/", composing.template_compose, name="template_compose"),
    path("agreement-template-versions/<uuid:pk>/publish/", composing.template_publish, name="template_publish"),
    path("agreement-template-versions/<uuid:pk>/discard/", composing.template_discard, name="template_discard"),
    path("agreement-template-versions/<uuid:pk>/blocks/", composing.template_block_add, name="template_block_add"),
    path("agreement-template-versions/<uuid:pk>/own-block/", composing.template_block_own, name="template_block_own"),
    path("agreement-template-versions/<uuid:pk>/blocks/<slug:key>/", composing.template_block, name="template_block"),
    path(
        "agreement-template-versions/<uuid:pk>/blocks/<slug:key>/remove/",
        composing.template_block_remove,
        name="template_block_remove",
    ),
    path(
        "agreement-template-versions/<uuid:pk>/blocks/<slug:key>/move/",
        composing.template_block_move,
        name="template_block_move",
    ),
    # what a program uses
    path("programs/<uuid:pk>/agreement-templates/", template_choices.program_templates, name="program_templates"),
]
