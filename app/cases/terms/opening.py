"""The words of opening a case: who can play a part from the beginning, how a judge is drawn and who is left out."""

from enum import StrEnum

from app.kernel.errors import N_


class OpeningRole(StrEnum):
    """The parts somebody can have when a case is opened; each is a part of `protection.terms.Role`."""

    accused = "accused"
    party = "party"
    plaintiff = "plaintiff"
    victim = "victim"
    complainant = "complainant"
    witness = "witness"
    expert = "expert"
    guardian = "guardian"
    next_friend = "next_friend"
    prosecutor = "prosecutor"
    defence_counsel = "defence_counsel"
    victim_counsel = "victim_counsel"
    interpreter = "interpreter"
    support_person = "support_person"


ROLE_WORDS = {
    OpeningRole.accused: N_("accused"),
    OpeningRole.party: N_("party"),
    OpeningRole.plaintiff: N_("plaintiff"),
    OpeningRole.victim: N_("victim"),
    OpeningRole.complainant: N_("complainant"),
    OpeningRole.witness: N_("witness"),
    OpeningRole.expert: N_("expert"),
    OpeningRole.guardian: N_("guardian"),
    OpeningRole.next_friend: N_("next friend"),
    OpeningRole.prosecutor: N_("prosecutor"),
    OpeningRole.defence_counsel: N_("counsel of the accused or a party"),
    OpeningRole.victim_counsel: N_("counsel of a victim"),
    OpeningRole.interpreter: N_("interpreter"),
    OpeningRole.support_person: N_("support person"),
}
"""For whoever says what part somebody has; what others then read of them tells less (`protection.labels.PARTS`)."""


class Method(StrEnum):
    """Every judge alike, or the more likely the fewer open cases there are for their share of the work."""

    uniform = "uniform"
    by_workload = "by_workload"


METHOD_WORDS = {
    Method.uniform: N_("Every judge of the list alike"),
    Method.by_workload: N_("The fewer open cases for their share of the work, the more likely"),
}


class Bar(StrEnum):
    """Why somebody on the list does not take part in a draw."""

    recused = "recused"
    conflict = "conflict"  # plays or played another part in this case
    had_it = "had_it"  # is being replaced
    sits = "sits"  # on the panel already
    related = "related"  # declared a relation to somebody in this case


BAR_WORDS = {
    Bar.recused: N_("takes no part in this case"),
    Bar.conflict: N_("has another part in this case"),
    Bar.had_it: N_("is being replaced"),
    Bar.sits: N_("sits in this case already"),
    Bar.related: N_("declared a relation to somebody in this case"),
}

MATTER_WORDS = {
    "criminal": N_("Criminal"),
    "civil": N_("Civil"),
    "family": N_("Family"),
    "administrative": N_("Administrative"),
}

PROFILE_WORDS = {
    "none": N_("No special protection"),
    "trafficking": N_("Trafficking in persons"),
    "sexual_violence": N_("Sexual violence"),
    "domestic_violence": N_("Domestic violence"),
    "child": N_("A child is concerned"),
}
