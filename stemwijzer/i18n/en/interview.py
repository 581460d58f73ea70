"""The interview and keeping its answers, in English."""

TEXTS = {
    # Answers
    "interview.answer.fully_agree": "fully agree",
    "interview.answer.agree": "agree",
    "interview.answer.neutral": "neutral",
    "interview.answer.disagree": "disagree",
    "interview.answer.fully_disagree": "fully disagree",
    "interview.answer.no_preference": "no preference",
    "interview.answer.skip": "skipped",
    "interview.answer.open": "still open",
    "interview.importance": "Importance:",
    "interview.importance.less": "half",
    "interview.importance.normal": "normal",
    "interview.importance.more": "double",
    "interview.importance.must": "must-have",
    "interview.must_means": "Must-have: what is proven not to meet this, drops out.",
    "interview.no_weight_means": ("Neutral, no preference and skipped do not count in the result."),
    # Questions
    "interview.progress": "question {number} of {total}",
    "interview.no_demand": "Disagree = no demand.",
    "interview.opposite": "Disagree = you want the opposite.",
    "interview.tick": "Choose one or more.",
    "interview.type_number": "Type a number.",
    "interview.your_number": "your number:",
    "interview.earlier": "(chosen before)",
    "interview.earlier_answer": "Before: {answer}",
    "interview.more_above": "{count} more above",
    "interview.more_below": "{count} more below",
    # Keys
    "interview.key.choose": "choose",
    "interview.key.move": "up and down",
    "interview.key.toggle": "on or off",
    "interview.key.confirm": "go on",
    "interview.key.none": "no preference",
    "interview.key.erase": "erase",
    "interview.key.back": "back",
    "interview.key.forward": "forward",
    "interview.key.skip": "skip",
    "interview.key.importance": "importance",
    "interview.key.help": "explanation",
    "interview.key.overview": "overview",
    "interview.key.finish": "result",
    "interview.key.quit": "stop",
    "interview.sign.space": "space",
    "interview.sign.up_down": "arrows",
    "interview.sign.left": "left",
    "interview.sign.right": "right",
    # First screen
    "interview.title": "Stemwijzer · {name}",
    "interview.welcome.what": (
        "You get {total} questions. That takes about {minutes} minutes. "
        "Then you see which technology fits you, and why."
    ),
    "interview.welcome.change": (
        "You can always go back, skip a question, or change an answer later."
    ),
    "interview.welcome.privacy": "Nothing is sent over the internet. Your answers stay on this computer.",
    "interview.welcome.saved": "Each answer is saved at once in:",
    "interview.welcome.resume.one": "You have done 1 of the {total} questions. You go on at question {number}.",
    "interview.welcome.resume.other": (
        "You have done {count} of the {total} questions. You go on at question {number}."
    ),
    "interview.welcome.complete": (
        "All {total} questions are answered. You see an overview first. "
        "There you can still change every answer."
    ),
    "interview.welcome.keys": "The keys:",
    # Overview
    "interview.overview": "Overview · {answered} of {total} done",
    "interview.continue": "Go on at question {number}",
    "interview.done": "Done, show the result",
    "interview.done_open.one": "Done, show the result (1 question still open)",
    "interview.done_open.other": "Done, show the result ({count} questions still open)",
    "interview.overview_help": (
        "Enter opens a question, so that you can change the answer. "
        "The importance changes right here, with *."
    ),
    # Notices
    "interview.first_question": "This is the first question.",
    "interview.answer_first": "This question is still open. Choose an answer, or skip with s.",
    "interview.choose_first": "Choose an answer first, with a digit or with the arrows.",
    "interview.tick_first": "Turn something on first, or choose 'no preference' with -.",
    "interview.ticks_stand": (
        "You have turned something on. Space clears that and chooses 'no preference'. "
        "With an arrow up and Enter you go on with your choice."
    ),
    "interview.type_first": "Type a number first, or choose 'no preference' with -.",
    "interview.not_number": "This is not a number. Use digits, and a point if needed.",
    "interview.below": "The number must be at least {minimum:g}.",
    "interview.too_many": "{most} at most. Take one away first.",
    "interview.no_such_choice": "Choose a number from 1 to {most}.",
    "interview.not_an_answer": "This is not an answer to this question.",
    "interview.use_neutral": "For a statement choose 'neutral', or skip with s.",
    "interview.now_skipped": "Question {number} is now skipped. Go back to mend that.",
    "interview.save_failed": (
        "Saving fails ({reason}). You can go on. At the end your answers are put on the screen."
    ),
    # Line by line
    "interview.plain.progress": "Question {number} of {total}. {theme}.",
    "interview.plain.set": "Type one or more numbers, for example: 1 3",
    "interview.plain.set_most": "Type {most} numbers at most, for example: 1 3",
    "interview.plain.number": "Type a number.",
    "interview.plain.number_unit": "Type a number, in {unit}.",
    "interview.plain.none": "- no preference",
    "interview.plain.importance": "Importance: {importance}.",
    "interview.plain.now_importance": "Question {number} now has this importance: {importance}.",
    "interview.plain.current": "Your answer is now: {answer}. Enter leaves it so.",
    "interview.plain.letters": "Letters: {letters}.",
    "interview.plain.prompt": "Your answer: ",
    "interview.plain.prompt_overview": "Number, or done: ",
    "interview.plain.overview": (
        "Type a number to change that answer. Type * and a number for the importance. "
        "Type done for the result."
    ),
    "interview.plain.go_on": "Enter goes on at question {number}.",
    "interview.plain.one": "Choose one number here.",
    "interview.plain.overview_title": "Overview. {answered} of {total} done.",
    "interview.plain.line": "{number}. {question} Answer: {answer}.",
    "interview.plain.line_importance": "{number}. {question} Answer: {answer}. Importance: {importance}.",
    "interview.plain.unknown": "I do not understand '{line}' here. Type ? for an explanation.",
    "interview.plain.unknown_overview": "I do not understand '{line}' here. Type a number or done.",
    "interview.plain.no_question": "Choose a number from 1 to {most}.",
    "interview.plain.nothing": "You typed nothing, and this question is open. Type an answer, or s.",
    "interview.plain.finish_where": "Type o for the overview first. There you can type done.",
    # Around the interview
    "interview.stopped": "Stopped. Your answers are in {path}.",
    "interview.stopped_saved": "Stopped. Your answers are saved.",
    "interview.stopped_unsaved": "Stopped. Your answers are not saved; they stand above.",
    "interview.stopped_empty": "Stopped. Nothing was answered yet.",
    "interview.resume_with": "go on: {command}",
    "interview.rescue": "Saving did not work. Copy these lines to a file:",
    "interview.no_terminal": "the questions need a terminal, and there is none",
    "interview.no_terminal_hint": (
        "use --plain to answer line by line, or give a filled-in answer sheet "
        "to 'stemwijzer match FILE'"
    ),
    "interview.no_input": "the input ended before the questions were done",
    "interview.no_input_saved": "the input ended before the questions were done; what you answered is in {path}",
    "interview.no_input_hint": (
        "end with 'done' in the overview (stemwijzer start --plain), or give a filled-in "
        "answer sheet to 'stemwijzer match FILE'"
    ),
    "interview.falls_back": (
        "This terminal cannot show the screens. The questions now come line by line. "
        "Windows Terminal or PowerShell can show them."
    ),
    "interview.before_organisation": (
        "Welcome. One thing first; then you read how the questions work. The name will stand above your result and may stay empty."
    ),
    "interview.ask_organisation": "For which organisation?",
    "interview.ask_instruction": "(arrows, then Enter)",
    "interview.ask_more.one": "One open question can make number one clearer. Would you like to answer it now?",
    "interview.ask_more.other": "{count} open questions can make number one clearer. Would you like to answer them now?",
    "interview.ask_more_no": "No, this is enough",
    "interview.ask_more_yes": "Yes, please",
    "interview.ask_ranking": "Would you like to see another ranking?",
    "interview.ask_ranking_done": "No, this is enough",
    "interview.ask_resume": "You started before. What do you want?",
    "interview.ask_resume_number": "Type a number: ",
    "interview.start_anew": "Start anew",
    "interview.session": "Go on: {organisation}, {answered} of {total} ({changed})",
    "interview.session_finished": "View: {organisation}, done ({changed})",
    "interview.session_nameless": "no name",
    # Keeping answers
    "interview.store.cannot": "cannot write {path}: {reason}",
    "interview.store.denied": "no permission",
    "interview.store.full": "the disk is full",
    "interview.store.missing": "the folder does not exist",
    "interview.store.folder": "this is a folder",
    "interview.store.not_folder": "a part of the path is not a folder",
    "interview.store.other": "{words}",
    "interview.store.hint": "choose another place with --sheet FILE, or set STEMWIJZER_HOME to a folder you may write in",
}
