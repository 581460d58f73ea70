"""The interview and keeping its answers, in Dutch."""

TEXTS = {
    # Answers
    "interview.answer.fully_agree": "helemaal mee eens",
    "interview.answer.agree": "mee eens",
    "interview.answer.neutral": "neutraal",
    "interview.answer.disagree": "mee oneens",
    "interview.answer.fully_disagree": "helemaal mee oneens",
    "interview.answer.no_preference": "geen voorkeur",
    "interview.answer.skip": "overgeslagen",
    "interview.answer.open": "nog open",
    "interview.importance": "Belang:",
    "interview.importance.less": "half",
    "interview.importance.normal": "normaal",
    "interview.importance.more": "dubbel",
    "interview.importance.must": "harde eis",
    "interview.must_means": "Harde eis: wat hier bewezen niet aan voldoet, valt af.",
    "interview.no_weight_means": (
        "Neutraal, geen voorkeur en overgeslagen tellen niet mee in de uitslag."
    ),
    # Questions
    "interview.progress": "vraag {number} van {total}",
    "interview.no_demand": "Oneens = geen eis.",
    "interview.opposite": "Oneens = u wilt het omgekeerde.",
    "interview.tick": "Kies er een of meer.",
    "interview.type_number": "Typ een getal.",
    "interview.your_number": "uw getal:",
    "interview.earlier": "(eerder gekozen)",
    "interview.earlier_answer": "Eerder: {answer}",
    "interview.more_above": "nog {count} hierboven",
    "interview.more_below": "nog {count} hieronder",
    # Keys
    "interview.key.choose": "kiezen",
    "interview.key.move": "op en neer",
    "interview.key.toggle": "aan of uit",
    "interview.key.confirm": "verder",
    "interview.key.none": "geen voorkeur",
    "interview.key.erase": "wissen",
    "interview.key.back": "terug",
    "interview.key.forward": "vooruit",
    "interview.key.skip": "overslaan",
    "interview.key.importance": "belang",
    "interview.key.help": "uitleg",
    "interview.key.overview": "overzicht",
    "interview.key.finish": "uitslag",
    "interview.key.quit": "stoppen",
    "interview.sign.space": "spatie",
    "interview.sign.up_down": "pijltjes",
    "interview.sign.left": "links",
    "interview.sign.right": "rechts",
    # First screen
    "interview.title": "Stemwijzer · {name}",
    "interview.welcome.what": (
        "U krijgt {total} vragen. Dat duurt ongeveer {minutes} minuten. "
        "Daarna ziet u welke technologie bij u past, en waarom."
    ),
    "interview.welcome.change": (
        "U kunt altijd terug, een vraag overslaan, of later een antwoord veranderen."
    ),
    "interview.welcome.privacy": "Er gaat niets over internet. Uw antwoorden blijven op deze computer.",
    "interview.welcome.saved": "Elk antwoord wordt meteen bewaard in:",
    "interview.welcome.resume.one": "U hebt 1 van de {total} vragen gehad. U gaat verder bij vraag {number}.",
    "interview.welcome.resume.other": (
        "U hebt {count} van de {total} vragen gehad. U gaat verder bij vraag {number}."
    ),
    "interview.welcome.complete": (
        "Alle {total} vragen zijn beantwoord. U ziet eerst een overzicht. "
        "Daar kunt u elk antwoord nog veranderen."
    ),
    "interview.welcome.keys": "De toetsen:",
    # Overview
    "interview.overview": "Overzicht · {answered} van {total} gehad",
    "interview.continue": "Verder bij vraag {number}",
    "interview.done": "Klaar, toon de uitslag",
    "interview.done_open.one": "Klaar, toon de uitslag (nog 1 vraag open)",
    "interview.done_open.other": "Klaar, toon de uitslag (nog {count} vragen open)",
    "interview.overview_help": (
        "Enter opent een vraag, zodat u het antwoord kunt veranderen. "
        "Het belang verandert u hier meteen, met *."
    ),
    # Notices
    "interview.first_question": "Dit is de eerste vraag.",
    "interview.answer_first": "Deze vraag is nog open. Kies een antwoord, of sla over met s.",
    "interview.choose_first": "Kies eerst een antwoord, met een cijfer of met de pijltjes.",
    "interview.tick_first": "Zet eerst iets aan, of kies 'geen voorkeur' met -.",
    "interview.ticks_stand": (
        "U hebt al iets aangezet. Spatie wist dat en kiest 'geen voorkeur'. "
        "Met een pijltje omhoog en Enter gaat u verder met uw keuze."
    ),
    "interview.type_first": "Typ eerst een getal, of kies 'geen voorkeur' met -.",
    "interview.not_number": "Dit is geen getal. Gebruik cijfers, en zo nodig een komma.",
    "interview.below": "Het getal moet minstens {minimum:g} zijn.",
    "interview.too_many": "Hooguit {most}. Haal er eerst een weg.",
    "interview.no_such_choice": "Kies een nummer van 1 tot en met {most}.",
    "interview.not_an_answer": "Dit is geen antwoord op deze vraag.",
    "interview.use_neutral": "Bij een stelling kiest u 'neutraal', of u slaat over met s.",
    "interview.now_skipped": "Vraag {number} staat nu op overgeslagen. Met terug kunt u dat herstellen.",
    "interview.save_failed": (
        "Bewaren lukt niet ({reason}). U kunt doorgaan. Aan het eind komen uw antwoorden op het scherm."
    ),
    # Line by line
    "interview.plain.progress": "Vraag {number} van {total}. {theme}.",
    "interview.plain.set": "Typ een of meer nummers, bijvoorbeeld: 1 3",
    "interview.plain.set_most": "Typ hooguit {most} nummers, bijvoorbeeld: 1 3",
    "interview.plain.number": "Typ een getal.",
    "interview.plain.number_unit": "Typ een getal, in {unit}.",
    "interview.plain.none": "- geen voorkeur",
    "interview.plain.importance": "Belang: {importance}.",
    "interview.plain.now_importance": "Vraag {number} heeft nu dit belang: {importance}.",
    "interview.plain.current": "Uw antwoord is nu: {answer}. Enter laat dat zo.",
    "interview.plain.letters": "Letters: {letters}.",
    "interview.plain.prompt": "Uw antwoord: ",
    "interview.plain.prompt_overview": "Nummer, of klaar: ",
    "interview.plain.overview": (
        "Typ een nummer om dat antwoord te veranderen. Typ * en een nummer voor het belang. "
        "Typ klaar voor de uitslag."
    ),
    "interview.plain.go_on": "Enter gaat verder bij vraag {number}.",
    "interview.plain.one": "Kies hier één nummer.",
    "interview.plain.overview_title": "Overzicht. {answered} van {total} gehad.",
    "interview.plain.line": "{number}. {question} Antwoord: {answer}.",
    "interview.plain.line_importance": "{number}. {question} Antwoord: {answer}. Belang: {importance}.",
    "interview.plain.unknown": "'{line}' begrijp ik hier niet. Typ u voor uitleg.",
    "interview.plain.unknown_overview": "'{line}' begrijp ik hier niet. Typ een nummer of klaar.",
    "interview.plain.no_question": "Kies een nummer van 1 tot en met {most}.",
    "interview.plain.nothing": "U typte niets, en deze vraag is nog open. Typ een antwoord, of s.",
    "interview.plain.finish_where": "Typ eerst o voor het overzicht. Daar kunt u klaar typen.",
    # Around the interview
    "interview.stopped": "Gestopt. Uw antwoorden staan in {path}.",
    "interview.stopped_saved": "Gestopt. Uw antwoorden zijn bewaard.",
    "interview.stopped_unsaved": "Gestopt. Uw antwoorden zijn niet bewaard; zij staan hierboven.",
    "interview.stopped_empty": "Gestopt. Er was nog niets beantwoord.",
    "interview.resume_with": "verdergaan: {command}",
    "interview.rescue": "Bewaren is niet gelukt. Kopieer deze regels naar een bestand:",
    "interview.no_terminal": "voor de vragen is een terminal nodig, en die is er niet",
    "interview.no_terminal_hint": (
        "gebruik --plain om regel voor regel te antwoorden, of geef een ingevuld antwoordblad "
        "aan 'stemwijzer match BESTAND'"
    ),
    "interview.no_input": "de invoer hield op voordat de vragen klaar waren",
    "interview.no_input_saved": "de invoer hield op voordat de vragen klaar waren; wat u antwoordde staat in {path}",
    "interview.no_input_hint": (
        "eindig met 'klaar' in het overzicht (stemwijzer start --plain), of geef een ingevuld "
        "antwoordblad aan 'stemwijzer match BESTAND'"
    ),
    "interview.falls_back": (
        "Deze terminal kan de schermen niet tonen. De vragen komen nu regel voor regel. "
        "Windows Terminal of PowerShell kan het wel."
    ),
    "interview.before_organisation": (
        "Welkom. Eerst één ding; daarna leest u hoe de vragen werken. De naam komt boven uw uitslag te staan en mag leeg blijven."
    ),
    "interview.ask_organisation": "Voor welke organisatie?",
    "interview.ask_instruction": "(pijltjes, dan Enter)",
    "interview.ask_more.one": "Eén open vraag kan nummer één duidelijker maken. Wilt u die nu beantwoorden?",
    "interview.ask_more.other": "{count} open vragen kunnen nummer één duidelijker maken. Wilt u ze nu beantwoorden?",
    "interview.ask_more_no": "Nee, dit is genoeg",
    "interview.ask_more_yes": "Ja, graag",
    "interview.ask_ranking": "Wilt u ook een andere ranglijst zien?",
    "interview.ask_ranking_done": "Nee, dit is genoeg",
    "interview.ask_resume": "U was al eens begonnen. Wat wilt u?",
    "interview.ask_resume_number": "Typ een nummer: ",
    "interview.start_anew": "Opnieuw beginnen",
    "interview.session": "Verder: {organisation}, {answered} van {total} ({changed})",
    "interview.session_finished": "Bekijken: {organisation}, klaar ({changed})",
    "interview.session_nameless": "zonder naam",
    # Keeping answers
    "interview.store.cannot": "kan {path} niet schrijven: {reason}",
    "interview.store.denied": "geen toestemming",
    "interview.store.full": "de schijf is vol",
    "interview.store.missing": "de map bestaat niet",
    "interview.store.folder": "dit is een map",
    "interview.store.not_folder": "een deel van het pad is geen map",
    "interview.store.other": "{words}",
    "interview.store.hint": "kies een andere plaats met --sheet BESTAND, of zet STEMWIJZER_HOME op een map waarin u mag schrijven",
}
