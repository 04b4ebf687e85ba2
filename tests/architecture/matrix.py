"""Who may open which page: every named address of the site, role by role, on their own and on other people's things.

Read a row as: address, what it is about (names of tests/architecture/world.py, or literal words), what can be done with
it, and who. A role that is not named gets a 404, the same as for a thing that does not exist; without a sign-in every
address but the public ones leads to the sign-in page. `role=303` names another answer: 303 is a refusal in words,
302 leads on to another page. `everybody` is everybody who has signed in.

- PAGE: to look at (GET); nothing can be posted (405).
- FORM: to look at and to post.
- ACT: to post only (GET answers 405).

`python -m tests.architecture.matrix` prints docs/developers/permissions.md.
"""

from dataclasses import dataclass

# `fellow` is the mentor of another partnership in the same program, `seeker` a mentee there who has found nobody yet,
# `former` a coach who has left the coaching partnership; `other_manager` runs another program.
PAGE, FORM, ACT = "page", "form", "act"
ROLES = (
    *("anonymous", "stranger", "fellow", "seeker", "mentee", "mentor", "coach", "client", "sponsor", "former"),
    *("manager", "other_manager", "leader", "admin"),
)
SIGNED_IN = ROLES[1:]
RUNS = "manager admin"
PAIR = "mentor mentee"
TWO = "coach client"
THREE = "coach client sponsor"


@dataclass(frozen=True, slots=True)
class Row:
    """One address about one thing."""

    route: str
    about: str
    kind: str
    who: str
    is_public: bool = False

    @property
    def name(self) -> str:
        """The row's name in a test report."""
        return f"{self.route}({self.about})"

    @property
    def answers(self) -> dict[str, int]:
        """The answer to a GET (a POST, for an ACT by those who are refused) for every role that is named."""
        found: dict[str, int] = {}
        for word in self.who.split():
            role, _, status = word.partition("=")
            for each in SIGNED_IN if role == "everybody" else [role]:
                found[each] = int(status or 200)
        return found

    def may(self, role: str) -> bool:
        """Whether the role may use it."""
        return self.answers.get(role) == 200

    def answer_to_get(self, role: str) -> int:
        """What a GET answers."""
        if role == "anonymous" and not self.is_public:
            return 302
        if self.kind == ACT and not self.is_public:
            return 405
        return self.answers.get(role, 404)

    def answers_to_post(self, role: str) -> set[int]:
        """What a POST may answer to those who may not. A refused form says so above its fields, or leads away."""
        if role == "anonymous":
            return {302}
        if self.kind == PAGE:
            return {405}
        told = self.answers.get(role, 404)
        return {200, 302, 303} if self.kind == FORM and told in {302, 303} else {told}


MATRIX = (
    # --- the frame ------------------------------------------------------------------------------------------
    Row("home", "", PAGE, "everybody"),
    Row("healthz", "", PAGE, "anonymous everybody", is_public=True),
    Row("readyz", "", PAGE, "anonymous everybody", is_public=True),
    Row("brand_css", "", PAGE, "anonymous everybody", is_public=True),
    Row("who_can_read", "", PAGE, "everybody"),
    Row("verify", "", FORM, "anonymous everybody", is_public=True),
    Row("verify_certificate", "", PAGE, "anonymous everybody", is_public=True),
    # These exist only while debugging.
    Row("ui_gallery", "", PAGE, ""),
    Row("outbox_list", "", PAGE, ""),
    Row("outbox_detail", "mail.eml", PAGE, ""),
    # --- signing in -----------------------------------------------------------------------------------------
    Row("account_login", "", FORM, "anonymous everybody=302", is_public=True),
    Row("account_logout", "", FORM, "anonymous=302 everybody", is_public=True),
    Row("account_inactive", "", PAGE, "anonymous everybody", is_public=True),
    Row("account_signup", "", FORM, "anonymous everybody=302", is_public=True),
    Row("account_reauthenticate", "", FORM, "everybody"),
    Row("account_change_password", "", FORM, "everybody"),
    Row("account_reset_password", "", FORM, "anonymous everybody", is_public=True),
    Row("account_reset_password_done", "", PAGE, "anonymous everybody", is_public=True),
    Row("account_reset_password_from_key", "1 no-key", FORM, "anonymous everybody", is_public=True),
    Row("account_reset_password_from_key_done", "", PAGE, "anonymous everybody", is_public=True),
    # --- one's own ------------------------------------------------------------------------------------------
    Row("profile_edit", "", FORM, "everybody"),
    Row("theme_set", "", ACT, "everybody"),
    Row("nudge_list", "", PAGE, "everybody"),
    Row("nudge_read", "", ACT, "everybody"),
    Row("nudge_preferences", "", FORM, "everybody"),
    # --- people and the organization ------------------------------------------------------------------------
    Row("person_list", "", PAGE, "admin"),
    Row("person_export", "csv", PAGE, "admin"),
    Row("person_export", "xlsx", PAGE, "admin"),
    Row("person_detail", "person", PAGE, "admin"),
    Row("person_employment", "person", ACT, "admin"),
    Row("person_roles", "person", ACT, "admin"),
    Row("person_import_list", "", PAGE, "admin"),
    Row("person_import_upload", "", ACT, "admin"),
    Row("person_import_detail", "person_import", PAGE, "admin"),
    Row("person_import_progress", "person_import", PAGE, "admin"),
    Row("person_import_columns", "person_import", ACT, "admin"),
    Row("person_import_columns_again", "person_import", ACT, "admin"),
    Row("person_import_start", "person_import", ACT, "admin"),
    Row("person_import_discard", "person_import", ACT, "admin"),
    Row("person_import_problems", "person_import", PAGE, "admin"),
    Row("organization_edit", "", FORM, "admin"),
    Row("nudge_status", "", PAGE, "admin"),
    # --- programs -------------------------------------------------------------------------------------------
    Row("program_list", "", PAGE, "everybody"),
    Row("program_create", "", FORM, "everybody=303 admin"),
    # Whoever takes part is led to their own place in it.
    Row("program_detail", "program", PAGE, f"{RUNS} fellow=302 seeker=302 mentee=302 mentor=302"),
    Row("program_detail", "coaching_program", PAGE, f"{RUNS} coach=302 client=302 former=302"),
    Row("program_detail", "other_program", PAGE, "other_manager admin"),
    Row("program_detail", "draft_program", PAGE, RUNS),
    Row("program_duplicate", "program", FORM, "admin manager=303"),
    Row("program_phase", "program begin-closing", FORM, RUNS),
    Row("program_setup", "program", PAGE, RUNS),
    Row("program_setup_section", "program purpose", FORM, RUNS),
    Row("program_preview", "program purpose", ACT, RUNS),
    Row("cohort_create", "program", FORM, RUNS),
    Row("cohort_change", "cohort", FORM, RUNS),
    Row("program_manager_create", "program", FORM, "admin manager=303"),
    Row("program_manager_remove", "managership", ACT, "admin manager=303"),
    Row("orientation_list", "program", PAGE, RUNS),
    Row("orientation_page_create", "program", FORM, RUNS),
    Row("orientation_page_change", "orientation_page", FORM, RUNS),
    Row("orientation_page_remove", "orientation_page", ACT, RUNS),
    Row("enrollment_list", "program", PAGE, RUNS),
    Row("invitation_create", "program", FORM, RUNS),
    Row("invitation_resend", "invited_enrollment", ACT, RUNS),
    Row("enrollment_capacity", "mentor_enrollment", ACT, RUNS),
    Row("enrollment_withdraw", "mentor_enrollment", ACT, f"mentor {RUNS}"),
    Row("enrollment_pause", "mentor_enrollment", ACT, f"mentor {RUNS}"),
    Row("enrollment_resume", "mentor_enrollment", ACT, f"mentor {RUNS}"),
    # --- one's own place in a program -----------------------------------------------------------------------
    Row("enrollment_detail", "mentee_enrollment", PAGE, "mentee"),
    Row("enrollment_detail", "invited_enrollment", PAGE, ""),
    Row("enrollment_accept", "invited_enrollment", ACT, ""),
    Row("enrollment_accept", "mentee_enrollment", ACT, "mentee=303"),
    Row("enrollment_decline", "mentee_enrollment", ACT, "mentee=303"),
    Row("enrollment_profile", "mentee_enrollment", FORM, "mentee"),
    Row("orientation_detail", "mentee_enrollment", PAGE, "mentee"),
    Row("orientation_step", "mentee_enrollment orientation_page", FORM, "mentee"),
    # --- finding each other ---------------------------------------------------------------------------------
    Row("mentor_list", "seeker_enrollment", PAGE, "seeker"),
    Row("mentor_list", "mentor_enrollment", PAGE, ""),
    Row("mentor_detail", "seeker_enrollment free_mentor", PAGE, "seeker"),
    Row("request_create", "seeker_enrollment free_mentor", FORM, "seeker"),
    Row("favourite_keep", "seeker_enrollment free_mentor", ACT, "seeker"),
    Row("favourite_let_go", "seeker_enrollment free_mentor", ACT, "seeker"),
    Row("mentor_compare", "seeker_enrollment", PAGE, "seeker"),
    Row("mentor_why_not", "seeker_enrollment", PAGE, "seeker"),
    Row("waitlist_join", "seeker_enrollment full_mentor", ACT, "seeker"),
    Row("request_own_list", "seeker_enrollment", PAGE, "seeker"),
    Row("request_move_up", "second_request", ACT, "seeker"),
    Row("request_withdraw", "asked_request", ACT, "seeker"),
    Row("request_wait_instead", "asked_request", ACT, "seeker"),
    Row("waitlist_leave", "waitlist_entry", ACT, "seeker"),
    Row("waitlist_take", "offered_entry", FORM, "seeker"),
    Row("request_list", "", PAGE, "everybody"),
    Row("request_accept", "asked_request", ACT, "fellow"),
    # The second choice has not been asked: for its mentor it does not exist.
    Row("request_accept", "second_request", ACT, ""),
    Row("request_decline", "asked_request", ACT, "fellow"),
    Row("request_decline", "second_request", ACT, ""),
    Row("mentor_room", "mentor_enrollment", ACT, "mentor"),
    Row("mentee_list", "fellow_enrollment", PAGE, "fellow"),
    Row("mentee_list", "mentee_enrollment", PAGE, ""),
    Row("proposal_create", "fellow_enrollment open_mentee", FORM, "fellow"),
    # A mentee who asks somebody is not looking: for a mentor they are not there to be written to.
    Row("proposal_create", "fellow_enrollment seeker_enrollment", FORM, ""),
    Row("proposal_detail", "proposal", PAGE, "mentor seeker"),
    Row("proposal_detail", "declined_proposal", PAGE, "fellow seeker"),
    Row("proposal_accept", "proposal", ACT, "seeker"),
    Row("proposal_decline", "proposal", ACT, "seeker"),
    Row("proposal_withdraw", "proposal", ACT, "mentor"),
    Row("pair_block", "fellow_person", ACT, "fellow=303 seeker mentee mentor"),
    Row("pair_unblock", "fellow_person", ACT, "fellow seeker mentee mentor"),
    Row("ranking_detail", "bulk_mentee", PAGE, "seeker"),
    Row("ranking_detail", "bulk_mentor", PAGE, "mentor"),
    Row("ranking_detail", "seeker_enrollment", PAGE, ""),
    Row("ranking_add", "bulk_mentee bulk_mentor", ACT, "seeker"),
    Row("ranking_add", "bulk_mentor bulk_mentee", ACT, "mentor"),
    Row("ranking_up", "bulk_mentee bulk_mentor", ACT, "seeker"),
    Row("ranking_down", "bulk_mentee bulk_mentor", ACT, "seeker"),
    Row("ranking_remove", "bulk_mentee bulk_mentor", ACT, "seeker"),
    Row("bulk_list", "bulk_program", PAGE, RUNS),
    Row("bulk_list", "program", PAGE, ""),
    Row("bulk_invite", "bulk_cohort", ACT, RUNS),
    Row("bulk_run_create", "bulk_cohort", ACT, RUNS),
    Row("bulk_run_detail", "bulk_program bulk_run", PAGE, RUNS),
    Row("bulk_run_detail", "program bulk_run", PAGE, ""),
    Row("bulk_run_choose", "bulk_run", ACT, RUNS),
    Row("request_overview", "program", PAGE, RUNS),
    Row("request_overview", "coaching_program", PAGE, ""),
    Row("request_pass_on", "asked_request", FORM, RUNS),
    Row("request_give_time", "asked_request", ACT, RUNS),
    Row("proposal_ask_mentors", "program", ACT, RUNS),
    Row("partnership_create_by_admin", "program", FORM, RUNS),
    Row("assignment_list", "coaching_program", PAGE, RUNS),
    Row("assignment_list", "program", PAGE, ""),
    Row("assignment_run_create", "coaching_program", ACT, RUNS),
    Row("assignment_run_detail", "coaching_program run", PAGE, RUNS),
    Row("assignment_run_detail", "program run", PAGE, ""),
    Row("assignment_compare", "coaching_program", PAGE, RUNS),
    Row("assignment_compare", "program", PAGE, ""),
    Row("run_progress", "run", PAGE, RUNS),
    Row("run_cancel", "run", ACT, RUNS),
    Row("run_exclude", "run", ACT, RUNS),
    Row("run_include", "exclusion", ACT, RUNS),
    Row("assignment_run_verify", "run", ACT, RUNS),
    Row("assignment_run_again", "run", ACT, RUNS),
    Row("assignment_run_review", "run", ACT, RUNS),
    Row("assignment_run_publish", "run", ACT, RUNS),
    Row("assignment_run_discard", "run", ACT, RUNS),
    Row("assignment_pair_lock", "pair", ACT, RUNS),
    Row("assignment_pair_unlock", "pair", ACT, RUNS),
    Row("assignment_pair_swap", "pair", FORM, RUNS),
    Row("assignment_pair_sponsor", "pair", ACT, RUNS),
    Row("coach_list", "coaching_program", FORM, RUNS),
    Row("coach_list", "program", FORM, ""),
    Row("pool_list", "coaching_program", FORM, RUNS),
    Row("pool_list", "program", FORM, ""),
    Row("pool_detail", "pool", FORM, RUNS),
    Row("pool_members", "pool", ACT, RUNS),
    Row("pool_delete", "pool", ACT, RUNS),
    Row("credential_list", "coach_enrollment", FORM, RUNS),
    Row("credential_list", "client_enrollment", FORM, ""),
    Row("credential_own_list", "", PAGE, "everybody"),
    Row("credential_change", "credential", FORM, RUNS),
    Row("credential_remove", "credential", ACT, RUNS),
    Row("chemistry_list", "coaching_program", FORM, RUNS),
    Row("chemistry_list", "program", FORM, ""),
    Row("chemistry_close", "chemistry_round", ACT, RUNS),
    Row("chemistry_own", "meeting_client_enrollment", FORM, "client"),
    Row("chemistry_own", "meeting_coach_enrollment", FORM, "coach"),
    # Mentors and mentees have no such talks, not even about their own place.
    Row("chemistry_own", "mentee_enrollment", FORM, ""),
    # --- templates of agreements ------------------------------------------------------------------------------
    Row("template_list", "", PAGE, "admin"),
    Row("template_detail", "template", PAGE, "admin"),
    Row("template_copy", "template", FORM, "admin"),
    Row("template_rename", "template", FORM, "admin"),
    Row("template_make_default", "template", ACT, "admin"),
    Row("template_archive", "template", ACT, "admin"),
    Row("template_unarchive", "template", ACT, "admin"),
    Row("template_add_language", "template de", ACT, "admin"),
    Row("template_begin_draft", "template de", ACT, "admin"),
    Row("template_take_shipped", "template de", ACT, "admin"),
    # Whoever runs programs looks at what is in use for their kind of program.
    Row("template_preview", "template_version", PAGE, f"{RUNS} other_manager"),
    Row("template_preview", "template_draft", PAGE, "admin"),
    Row("template_compare", "template_version", PAGE, "admin"),
    Row("template_compose", "template_draft", FORM, "admin"),
    # What is published stays as it is.
    Row("template_compose", "template_version", FORM, "admin=303"),
    Row("template_publish", "template_draft", FORM, "admin"),
    Row("template_discard", "template_draft", ACT, "admin"),
    Row("template_block_add", "template_draft", ACT, "admin"),
    Row("template_block_own", "template_draft", FORM, "admin"),
    Row("template_block", "template_draft purpose", FORM, "admin"),
    Row("template_block_remove", "template_draft purpose", ACT, "admin"),
    Row("template_block_move", "template_draft purpose", ACT, "admin"),
    Row("program_templates", "program", FORM, RUNS),
    Row("program_templates", "other_program", FORM, "other_manager admin"),
    # --- agreements -----------------------------------------------------------------------------------------
    Row("agreement_detail", "agreement", PAGE, PAIR),
    Row("agreement_detail", "coaching_agreement", PAGE, THREE),
    Row("agreement_detail", "draft_agreement", PAGE, "fellow"),
    Row("agreement_ready", "draft_agreement", ACT, "fellow"),
    Row("agreement_ready", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("agreement_not_ready", "draft_agreement", ACT, "fellow"),
    Row("agreement_not_ready", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("agreement_news", "draft_agreement", PAGE, "fellow"),
    Row("agreement_news", "coaching_agreement", PAGE, THREE),
    Row("agreement_propose", "draft_agreement", ACT, "fellow"),
    Row("agreement_propose", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("agreement_take_back", "signing_agreement", ACT, "fellow"),
    Row("agreement_take_back", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("agreement_decline", "signing_agreement", FORM, "fellow"),
    Row("agreement_amend", "agreement", ACT, PAIR),
    Row("agreement_amend", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("agreement_give_up", "draft_agreement", ACT, "fellow"),
    Row("agreement_give_up", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("section_edit", "draft_agreement draft_section", FORM, "fellow"),
    # A section of another agreement is not reached through one's own.
    Row("section_edit", "agreement draft_section", FORM, ""),
    Row("section_news", "draft_agreement draft_section", PAGE, "fellow"),
    Row("section_news", "agreement draft_section", PAGE, ""),
    Row("section_wordings", "draft_agreement purpose", PAGE, "fellow"),
    # Ground rules are between coach and client; for the sponsor their pages do not exist.
    Row("section_wordings", "coaching_agreement confidentiality", PAGE, THREE),
    Row("section_wordings", "coaching_agreement ground_rules", PAGE, TWO),
    Row("wording_take", "draft_agreement purpose draft_wording", ACT, "fellow"),
    Row("wording_take", "agreement purpose draft_wording", ACT, ""),
    Row("section_comments", "draft_agreement purpose", FORM, "fellow"),
    Row("section_comments", "coaching_agreement confidentiality", FORM, THREE),
    Row("section_comments", "coaching_agreement ground_rules", FORM, TWO),
    Row("comment_settle", "draft_agreement draft_comment", ACT, "fellow"),
    Row("comment_settle", "coaching_agreement hidden_comment", ACT, TWO),
    Row("comment_settle", "agreement draft_comment", ACT, ""),
    Row("comment_reopen", "draft_agreement draft_comment", ACT, "fellow"),
    Row("comment_reopen", "coaching_agreement hidden_comment", ACT, TWO),
    Row("comment_delete", "draft_agreement draft_comment", ACT, "fellow"),
    Row("comment_delete", "coaching_agreement hidden_comment", ACT, "coach client=303"),
    Row("goal_add", "draft_agreement", FORM, "fellow"),
    Row("goal_add", "coaching_agreement", FORM, "coach=303 client=303 sponsor=303"),
    Row("goal_edit", "draft_agreement draft_goal", FORM, "fellow"),
    Row("goal_edit", "agreement draft_goal", FORM, ""),
    Row("goal_remove", "draft_agreement draft_goal", ACT, "fellow"),
    Row("goal_remove", "coaching_agreement coaching_goal", ACT, f"{TWO} sponsor=303"),
    Row("agreement_sign", "signing_agreement", FORM, "fellow"),
    Row("agreement_sign", "coaching_agreement", FORM, "coach=302 client=302 sponsor=302"),
    Row("agreement_withdraw", "signing_agreement", FORM, "fellow=303"),
    Row("agreement_withdraw", "coaching_agreement", FORM, "coach=303 client=303 sponsor=303"),
    Row("agreement_renew", "agreement", ACT, PAIR),
    Row("agreement_renew", "coaching_agreement", ACT, f"{TWO} sponsor=303"),
    Row("sponsor_list", "coaching_program", PAGE, RUNS),
    Row("sponsor_list", "program", PAGE, ""),
    Row("sponsor_replace", "coaching_agreement", FORM, RUNS),
    Row("sponsor_replace", "agreement", FORM, "manager=303 admin=303"),
    Row("version_evidence", "agreement 1", PAGE, PAIR),
    Row("version_evidence", "coaching_agreement 1", PAGE, THREE),
    Row("version_detail", "agreement 1", PAGE, PAIR),
    Row("version_detail", "coaching_agreement 1", PAGE, THREE),
    Row("version_changes", "signing_agreement 2", PAGE, "fellow"),
    Row("document_download", "agreement 1", PAGE, PAIR),
    Row("document_download", "coaching_agreement 1", PAGE, THREE),
    Row("document_state", "agreement 1", PAGE, PAIR),
    Row("document_state", "coaching_agreement 1", PAGE, THREE),
    Row("signature_receipt", "agreement 1", PAGE, PAIR),
    Row("signature_receipt", "coaching_agreement 1", PAGE, THREE),
    # --- working together -----------------------------------------------------------------------------------
    Row("partnership_detail", "partnership", PAGE, PAIR),
    Row("partnership_detail", "coaching_partnership", PAGE, THREE),
    Row("partnership_detail", "ended_partnership", PAGE, "fellow"),
    Row("meeting_list", "partnership", PAGE, PAIR),
    Row("meeting_list", "coaching_partnership", PAGE, TWO),
    Row("meeting_schedule", "partnership", FORM, PAIR),
    Row("meeting_schedule", "coaching_partnership", FORM, TWO),
    Row("action_add", "partnership", FORM, PAIR),
    Row("action_add", "coaching_partnership", FORM, TWO),
    Row("pulse_answer", "partnership", FORM, PAIR),
    Row("pulse_answer", "coaching_partnership", FORM, TWO),
    Row("closing_begin", "partnership", FORM, PAIR),
    Row("closing_begin", "coaching_partnership", FORM, TWO),
    Row("reflection_give", "partnership", FORM, PAIR),
    Row("reflection_give", "coaching_partnership", FORM, TWO),
    Row("reflection_give", "ended_partnership", FORM, "fellow"),
    Row("partnership_end", "partnership", FORM, PAIR),
    Row("partnership_end", "coaching_partnership", FORM, TWO),
    Row("partnership_remind", "partnership", ACT, RUNS),
    Row("statement_edit", "coaching_partnership midpoint", FORM, TWO),
    Row("statement_edit", "coaching_partnership assessment", FORM, TWO),
    Row("statement_detail", "released_statement", PAGE, THREE),
    Row("statement_detail", "draft_statement", PAGE, ""),
    Row("statement_release", "draft_statement", FORM, "client coach=303"),
    Row("meeting_detail", "mentoring_meeting_ahead", PAGE, PAIR),
    Row("meeting_detail", "mentoring_meeting_held", PAGE, PAIR),
    Row("meeting_detail", "coaching_meeting_ahead", PAGE, TWO),
    Row("meeting_detail", "coaching_meeting_held", PAGE, TWO),
    Row("meeting_detail", "former_meeting", PAGE, "client"),
    Row("meeting_move", "mentoring_meeting_ahead", FORM, PAIR),
    Row("meeting_move", "coaching_meeting_ahead", FORM, TWO),
    Row("meeting_cancel", "mentoring_meeting_ahead", FORM, PAIR),
    Row("meeting_cancel", "coaching_meeting_ahead", FORM, TWO),
    Row("meeting_report", "mentoring_meeting_held", ACT, PAIR),
    Row("meeting_report", "coaching_meeting_held", ACT, TWO),
    Row("meeting_detail", "mentoring_meeting_later", PAGE, PAIR),
    Row("meeting_detail", "coaching_meeting_later", PAGE, TWO),
    Row("focus_edit", "mentoring_meeting_ahead", FORM, "mentee mentor=303"),
    Row("focus_edit", "coaching_meeting_ahead", FORM, "client coach=303"),
    Row("log_edit", "mentoring_meeting_held", FORM, PAIR),
    Row("log_edit", "coaching_meeting_held", FORM, "coach client=303"),
    Row("note_edit", "mentoring_meeting_held", FORM, PAIR),
    Row("note_edit", "coaching_meeting_held", FORM, TWO),
    Row("note_detail", "mentoring_note", PAGE, "mentee"),
    Row("note_detail", "mentoring_guide_note", PAGE, "mentor"),
    Row("note_detail", "coaching_note", PAGE, "client"),
    Row("note_detail", "coaching_guide_note", PAGE, "coach"),
    Row("note_detail", "former_note", PAGE, "former"),
    Row("action_finish", "mentoring_action", ACT, PAIR),
    Row("action_finish", "coaching_action", ACT, TWO),
    Row("action_reopen", "mentoring_action", ACT, PAIR),
    Row("action_reopen", "coaching_action", ACT, TWO),
    Row("action_drop", "mentoring_action", FORM, PAIR),
    Row("action_drop", "coaching_action", FORM, TWO),
    Row("goal_check_in", "mentoring_goal", FORM, PAIR),
    Row("goal_check_in", "coaching_goal", FORM, TWO),
    # A goal of a draft has no check-ins yet.
    Row("goal_check_in", "draft_goal", FORM, ""),
    Row("goal_reach", "mentoring_goal", ACT, PAIR),
    Row("goal_reach", "coaching_goal", ACT, TWO),
    Row("rematch_ask", "coaching_partnership", FORM, TWO),
    Row("rematch_ask", "partnership", FORM, PAIR),
    Row("program_progress", "program", PAGE, RUNS),
    Row("program_progress", "coaching_program", PAGE, RUNS),
    Row("result_list", "", PAGE, "leader admin"),
)


def document() -> str:
    """The matrix as a page of the documentation."""
    signs = {200: "yes", 302: "leads on", 303: "told why not"}
    lines = [
        "# Who may open what",
        "",
        "Generated by `python -m tests.architecture.matrix > docs/developers/permissions.md`; a test holds it current,",
        "and another holds every line of it against the running site.",
        "",
        "Whoever is not named gets the page of a thing that does not exist (404). Without a sign-in every address",
        "leads to the sign-in page, except those that name *anonymous*. *everybody*: whoever has signed in.",
        "*page*: to look at; *form*: to look at and to post; *act*: to post only, refused to a link (405).",
        "",
        "| address | about | kind | who |",
        "|---|---|---|---|",
    ]
    for row in MATRIX:
        words = [word.partition("=") for word in row.who.split()]
        who = ", ".join(role if not status else f"{role} ({signs[int(status)]})" for role, _, status in words)
        about = ", ".join(row.about.replace("_", " ").split("  ")) if row.about else ""
        lines.append(f"| `{row.route}` | {about} | {row.kind} | {who or 'nobody'} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(document(), end="")
