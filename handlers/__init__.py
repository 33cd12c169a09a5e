"""What the bot decides. A map: the way of a message, in the order of the steps, and where the rules live.

Nothing here sleeps, reads a clock or calls the network: a handler gets a `Desk` (the transaction, the
moment, the policy) and a `Turn` (the messages, who wrote, in which role, what was understood), both in
desk.py. What it says goes into the outbox (telling.py), in words from prompts/texts.toml; what it reads
stands in prompts/lexicon.

1. bot/engine.py puts every message into the inbox first. Then it takes what is due first: a burst of
   messages (bursts.py: one person's short messages in a row) or a timer (due.py: waves, reminders,
   breaches).
2. reading.py picks the role (people.py knows who writes) and asks understanding/ what is meant:
   enterprise.py, expert.py and coordinator.py there, one for each role, by rules and small trained models.
   Where the rules doubt, bot/ has asked a language model before (model/doubts.py); its finding comes along.
3. router.py `handle`: what was taken back goes to firms/recalls.py, a stranger hears who the bot is
   (introducing.py). A coordinator's one word may answer what the bot has asked the coordinators
   (union/checks.py, rooms by union/settling.py, union/deciding.py); anybody's may answer "which one?"
   (resuming.py).
4. router.py `_heard`: some words mean something by what stands on record alone, and go no further: whose a
   trouble is (firms/requesters.py), one ticket for another (experts/swapping.py), a visit
   (experts/visiting.py) and the like.
5. each_alone.py takes a message apart that says several things (besides.py), or one thing of several
   tickets.
6. context.py `in_context`: what the words mean where they stand. It changes the turn: its intent, text or
   messages. An expert's "好的" may take a ticket (experts/taking.py), a firm's "还在漏" goes on with its own
   (firms/going_on.py), "不急" ends none (ending/not_over.py). The order of these steps is a rule in itself.
7. router.py `_dispatch`: what cuts across intents (a time proposed, a colleague passed on, an errand, what
   may not be ordered), each saying whether it has answered; else the first line of `ROUTES` that fits role
   and intent.
8. The handler finds the ticket that is meant (picking.py; by its words pointing.py, by its place in a list
   places.py; experts/holding.py the one in hand; union/which_ticket.py) and changes it.
9. The caller commits once: tickets, timers, history, outbox and the inbox's mark stand or fall together.

A ticket's state changes through ledger.py alone (`shift` along transitions.py, `note` otherwise), with its
history and timers. Who hears of it: concerned.py. What groups may read of a ticket: facts.py; whom to ring:
contacts.py.

firms/     what a firm says (requests.py opens a ticket) and hears (receipts.py, waiting.py, standing.py)
experts/   what an expert says: taking.py which ticket, claims.py the taking, work.py, giving_back.py,
           handovers.py
union/     coordinators' orders, and what the bot asks them
reports/   coordinators' questions (answers.py leads to the rest) and tables
offers/    whom to ask (choosing.py, sparing.py), how many (waves.py), when (starting.py), asking
           (dispatch.py), nobody came (overdue.py), several experts on one ticket (consults.py)
ending/    solved, closed, cancelled, what only sounds so, and how a ticket comes back
rooms/     who is who and which group is which in WeChat, where somebody can be reached
matching/  whom words fit, and which past cases; understanding/ what words mean, whatever is on record
model/     when a language model is asked, and what it may read; workbooks/ the roster as the union keeps it

policy.toml holds the numbers that a union may change; policy.py and policy_file.py read them.
A new rule: find the step above, then its subject's module; its test goes to tests/stories.
"""
