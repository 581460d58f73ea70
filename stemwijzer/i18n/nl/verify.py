"""Checking a saved result, in Dutch."""

TEXTS = {
    "verify.title": "Controle van een bewaarde uitslag",
    "verify.same": "Gelijk: opnieuw rekenen geeft precies deze uitslag.",
    "verify.different": "Anders: opnieuw rekenen geeft een andere uitslag.",
    "verify.other_data": "De catalogus verschilt: bewaard met {then} ({then_print}), nu {now} ({now_print}).",
    "verify.same_data": "De catalogus is gelijk, dus het bewaarde bestand of het programma is veranderd.",
    "verify.other_tool": "Het programma verschilt: bewaard met {then}, nu {now}.",
    "verify.moved": "{application}: {name} stond op {then}, nu op {now}.",
    "verify.because": "{application}: {name} stond op {then}, nu op {now}; wat veranderde: {questions}.",
    "verify.no_place": "geen plaats",
    "verify.parts": "Geen plaats veranderde; wel andere delen van de uitslag: {parts}.",
    "verify.no_answers": "{name} is een uitslag van '{command}': die is niet uit antwoorden berekend, dus er is niets na te rekenen",
    "verify.batch_line": "{name} bevat regels van 'stemwijzer batch'; daar staan de antwoorden niet in waaruit ze zijn berekend",
    "verify.batch_line_hint": "draai batch opnieuw op dezelfde profielen en vergelijk de bestanden, of controleer één blad met match",
    "verify.filled_in": "{name} geeft punten aan wat leveranciers invulden; hun bestanden zitten er niet in",
    "verify.filled_in_hint": "draai requirements --read opnieuw op dezelfde bestanden en vergelijk",
    "verify.moves": "Wie verschoof",
}
