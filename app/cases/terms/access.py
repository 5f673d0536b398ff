"""The words of access: levels of a seal, relations a person has to a case, acts that a relation allows."""

from enum import StrEnum

from app.kernel.errors import N_


class Level(StrEnum):
    """Who may read a case, entry or document; the strictest of the three wins."""

    public = "public"
    parties = "parties"
    filer = "filer"  # court and the filing party
    named = "named"  # the judge and the persons an order names
    judge = "judge"


STRICTNESS = {level: rank for rank, level in enumerate(Level)}

LEVEL_WORDS = {
    Level.public: N_("Everybody"),
    Level.parties: N_("The court and the parties"),
    Level.filer: N_("The court and whoever filed it"),
    Level.named: N_("The judge and named persons"),
    Level.judge: N_("The judge only"),
}


class Relation(StrEnum):
    """What somebody is to a case: by a part in it, by a grant, by the court they work at, or as anybody."""

    anybody = "anybody"
    judge = "judge"  # assigned, alone or on the panel
    clerk = "clerk"  # of the court and unit that have the case
    prosecutor = "prosecutor"
    defence_counsel = "defence_counsel"
    victim_counsel = "victim_counsel"
    accused = "accused"
    party = "party"
    plaintiff = "plaintiff"
    victim = "victim"
    complainant = "complainant"
    expert = "expert"
    guardian = "guardian"
    next_friend = "next_friend"  # appointed to conduct the case of somebody who cannot
    witness = "witness"
    other_witness = "other_witness"
    interpreter = "interpreter"
    intermediary = "intermediary"
    support_person = "support_person"
    court_reporter = "court_reporter"
    contact_officer = "contact_officer"
    guard = "guard"
    attendant = "attendant"
    juror = "juror"
    operator = "operator"
    expected = "expected"  # asked to a hearing of the case
    named = "named"  # by an order that seals something in the case
    guest = "guest"
    press = "press"
    advocate = "advocate"  # with a mandate from somebody in the case
    liaison = "liaison"
    break_glass = "break_glass"  # two officers let one of them in, for a time, and everybody is told
    registrar = "registrar"
    auditor = "auditor"
    administrator = "administrator"


class Act(StrEnum):
    """What somebody may want to do with a case or a thing in it."""

    open_case = "open_case"  # a new one, at the court they work at
    replace_judge = "replace_judge"
    move_case = "move_case"  # offer, join, sever, send up or back, archive
    reopen_case = "reopen_case"
    know = "know"  # that it exists: number, subject, court
    read = "read"  # what is in it, up to a level
    see_people = "see_people"
    keep_people = "keep_people"  # write down the names of those whose names they read
    find_people = "find_people"  # by name, across cases
    merge_people = "merge_people"  # take two for one, and for two again
    see_hearings = "see_hearings"
    read_minutes = "read_minutes"
    read_orders = "read_orders"
    read_sealed_reasons = "read_sealed_reasons"
    read_record = "read_record"  # the record copy, not the public one
    read_filing = "read_filing"  # another's envelope: status, findings, receipt
    handle_filing = "handle_filing"  # change, withdraw, hold the receipt of what one's own side files
    prepare_filing = "prepare_filing"
    submit_filing = "submit_filing"
    review_filing = "review_filing"
    ask_protection = "ask_protection"
    rule_on_protection = "rule_on_protection"
    book_hearing = "book_hearing"
    see_clashes = "see_clashes"
    clerk_hearing = "clerk_hearing"  # take the clerk's place in the room
    see_access = "see_access"  # everybody's relation, with reasons
    give_access = "give_access"
    record_counsel = "record_counsel"
    suspend_counsel = "suspend_counsel"
    write_order = "write_order"  # draft it, put it to the panel, answer
    give_leave = "give_leave"  # to counsel who asks to withdraw
    ask_leave = "ask_leave"
    appear = "appear"  # in a hearing as counsel, also in the place of absent counsel
    ask_correction = "ask_correction"  # of something on the docket
    correct = "correct"  # clerical slips on the docket
    order_correction = "order_correction"  # of orders and minutes, and what changes who may read
    keep_notes = "keep_notes"  # beside the record
    keep_bench_notes = "keep_bench_notes"  # of one's own, as a judge
    seal = "seal"
    unseal = "unseal"
    take_money = "take_money"  # of fees, and give it back
    rule_on_fees = "rule_on_fees"  # requests not to pay them
    see_exhibits = "see_exhibits"
    keep_exhibits = "keep_exhibits"
    see_metadata = "see_metadata"  # of every case in every court, never what it says
    read_log = "read_log"
    configure = "configure"


class GrantKind(StrEnum):
    """Access that is no part in the case."""

    guest = "guest"
    press = "press"
    advocate = "advocate"
    liaison = "liaison"
    break_glass = "break_glass"


class StandInKind(StrEnum):
    """Somebody who acts for another: a colleague for a time, or an assistant of counsel."""

    delegate = "delegate"
    assistant = "assistant"


class NoticeKind(StrEnum):
    """What counsel tells the court about representing somebody."""

    appearance = "appearance"
    substitution = "substitution"
    withdrawal = "withdrawal"


class NoticeState(StrEnum):
    waiting = "waiting"
    confirmed = "confirmed"
    refused = "refused"


RELATION_WORDS = {
    Relation.anybody: N_("Anybody"),
    Relation.judge: N_("Judge of the case"),
    Relation.clerk: N_("Clerk of the court"),
    Relation.prosecutor: N_("Prosecutor"),
    Relation.defence_counsel: N_("Counsel of record"),
    Relation.victim_counsel: N_("Counsel of a victim"),
    Relation.accused: N_("Accused"),
    Relation.party: N_("Party"),
    Relation.plaintiff: N_("Plaintiff"),
    Relation.victim: N_("Injured party"),
    Relation.complainant: N_("Complainant"),
    Relation.expert: N_("Expert"),
    Relation.guardian: N_("Guardian"),
    Relation.next_friend: N_("Next friend"),
    Relation.witness: N_("Witness"),
    Relation.other_witness: N_("Witness"),
    Relation.interpreter: N_("Interpreter"),
    Relation.intermediary: N_("Intermediary"),
    Relation.support_person: N_("Support person"),
    Relation.court_reporter: N_("Court reporter"),
    Relation.contact_officer: N_("Contact officer"),
    Relation.guard: N_("Guard"),
    Relation.attendant: N_("Attendant"),
    Relation.juror: N_("Juror"),
    Relation.operator: N_("Operator"),
    Relation.expected: N_("Asked to a hearing"),
    Relation.named: N_("Named by an order"),
    Relation.guest: N_("Guest"),
    Relation.press: N_("Press"),
    Relation.advocate: N_("Advocate with a mandate"),
    Relation.liaison: N_("Liaison officer"),
    Relation.break_glass: N_("Emergency access"),
    Relation.registrar: N_("Registrar"),
    Relation.auditor: N_("Auditor"),
    Relation.administrator: N_("Administrator"),
}
READS_WORDS = {
    Level.public: N_("What is public"),
    Level.parties: N_("What is for the parties"),
    Level.filer: N_("All but what is for named persons or the judge"),
    Level.named: N_("What they are named to"),
    Level.judge: N_("Everything"),
}
NOTICE_WORDS = {
    NoticeKind.appearance: N_("Appears as counsel"),
    NoticeKind.substitution: N_("Takes over from earlier counsel"),
    NoticeKind.withdrawal: N_("Asks to withdraw"),
}
STAND_IN_WORDS = {
    StandInKind.delegate: N_("Colleague who takes over"),
    StandInKind.assistant: N_("Assistant"),
}
