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
    "verify.numbers": "Geen plaats is veranderd; alleen getallen.",
    "verify.moves": "Wie verschoof",
}
