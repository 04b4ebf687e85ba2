from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from agreements.views import (
    agreements,
    comments,
    documents,
    goals,
    sections,
    signing,
    sponsors,
    verify,
    versions,
    wordings,
)


def private(route: str, view: Callable[..., HttpResponse], *, name: str) -> URLPattern:
    """An address whose pages no browser keeps: they hold what the parties wrote."""
    return path(route, never_cache(view), name=name)


urlpatterns: list[URLPattern | URLResolver] = [
    private("agreements/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    private("agreements/<uuid:pk>/ready/", agreements.agreement_ready, name="agreement_ready"),
    private("agreements/<uuid:pk>/not-ready/", agreements.agreement_not_ready, name="agreement_not_ready"),
    private("agreements/<uuid:pk>/news/", wordings.agreement_news, name="agreement_news"),
    private("agreements/<uuid:pk>/propose/", agreements.agreement_propose, name="agreement_propose"),
    private("agreements/<uuid:pk>/take-back/", agreements.agreement_take_back, name="agreement_take_back"),
    private("agreements/<uuid:pk>/decline/", agreements.agreement_decline, name="agreement_decline"),
    private("agreements/<uuid:pk>/amend/", agreements.agreement_amend, name="agreement_amend"),
    private("agreements/<uuid:pk>/give-up/", agreements.agreement_give_up, name="agreement_give_up"),
    private("agreements/<uuid:pk>/sections/<uuid:section_pk>/", sections.section_edit, name="section_edit"),
    private("agreements/<uuid:pk>/sections/<uuid:section_pk>/news/", wordings.section_news, name="section_news"),
    private("agreements/<uuid:pk>/wordings/<slug:key>/", wordings.section_wordings, name="section_wordings"),
    private(
        "agreements/<uuid:pk>/wordings/<slug:key>/<uuid:wording_pk>/take/", wordings.wording_take, name="wording_take"
    ),
    private("agreements/<uuid:pk>/comments/<slug:key>/", comments.section_comments, name="section_comments"),
    private("agreements/<uuid:pk>/comments/<uuid:comment_pk>/settle/", comments.comment_settle, name="comment_settle"),
    private("agreements/<uuid:pk>/comments/<uuid:comment_pk>/reopen/", comments.comment_reopen, name="comment_reopen"),
    private("agreements/<uuid:pk>/comments/<uuid:comment_pk>/delete/", comments.comment_delete, name="comment_delete"),
    private("agreements/<uuid:pk>/goals/add/", goals.goal_add, name="goal_add"),
    private("agreements/<uuid:pk>/goals/<uuid:goal_pk>/", goals.goal_edit, name="goal_edit"),
    private("agreements/<uuid:pk>/goals/<uuid:goal_pk>/remove/", goals.goal_remove, name="goal_remove"),
    private("agreements/<uuid:pk>/sign/", signing.agreement_sign, name="agreement_sign"),
    private("agreements/<uuid:pk>/sponsor/", sponsors.sponsor_replace, name="sponsor_replace"),
    private("programs/<uuid:pk>/sponsors/", sponsors.sponsor_list, name="sponsor_list"),
    private("agreements/<uuid:pk>/withdraw/", signing.agreement_withdraw, name="agreement_withdraw"),
    private("agreements/<uuid:pk>/renew/", agreements.agreement_renew, name="agreement_renew"),
    private("agreements/<uuid:pk>/versions/<int:number>/evidence/", versions.version_evidence, name="version_evidence"),
    private("agreements/<uuid:pk>/versions/<int:number>/", versions.version_detail, name="version_detail"),
    private("agreements/<uuid:pk>/versions/<int:number>/changes/", versions.version_changes, name="version_changes"),
    private("agreements/<uuid:pk>/versions/<int:number>/receipt/", signing.signature_receipt, name="signature_receipt"),
    private(
        "agreements/<uuid:pk>/versions/<int:number>/document/", documents.document_download, name="document_download"
    ),
    private(
        "agreements/<uuid:pk>/versions/<int:number>/document/state/", documents.document_state, name="document_state"
    ),
    path("verify/", verify.verify, name="verify"),
    path("verify/certificate/", verify.verify_certificate, name="verify_certificate"),
    path("", include("agreements.urls_templates")),
]
