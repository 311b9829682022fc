/**
 * What the desk API sends, as types for editors and for `tsc --checkJs`. No code.
 *
 * @typedef {"bot"|"queued"|"agent"|"resolved"|"snoozed"} Owner
 * @typedef {"customer"|"bot"|"agent"|"system"} Author
 * @typedef {"pending"|"sent"|"delivered"|"read"|"unknown"|"failed"} Delivery  of a message on its way to the customer
 * @typedef {"queued"|"mine"|"others"|"recent"} Section  of the list
 * @typedef {"claim"|"resolve"|"return"|"transfer"|"give-back"|"snooze"|"wake"|"decline"|"assign"|"priority"} Verb
 *   what an agent can do with a conversation
 *
 * @typedef {object} Agent
 * @property {string} id
 * @property {string} name
 * @property {string} [email]  known of oneself only
 * @property {"agent"|"supervisor"|"admin"} [role]
 *
 * @typedef {"read"|"work"|"lead"|"reports"|"teach"|"notify"|"people"|"connect"|"privacy"} Permission
 * @typedef {{agent: Agent, permissions: Permission[], csrf_token: string,
 *   second_factor?: {on: boolean, required: boolean}}} Session
 *
 * @typedef {object} Card  one conversation in the list; moments are ISO 8601 in UTC
 * @property {string} id
 * @property {string} customer
 * @property {string} channel
 * @property {string} language
 * @property {Owner} owner
 * @property {string|null} reason  why a human was asked for
 * @property {string|null} waiting_since
 * @property {number|null} position  in the queue, from 1
 * @property {Agent|null} assignee
 * @property {{seq: number, author: Author, text: string, at: string}|null} last
 * @property {number} [last_seq]
 * @property {string} updated_at
 * @property {"low"|"normal"|"high"|"urgent"} [priority]
 * @property {string|null} [team]
 * @property {string|null} [order]  its number
 * @property {string|null} [queued_at]
 * @property {string|null} [snoozed_until]
 * @property {{to: Agent, until: string}|null} [offered]
 * @property {Sla|null} [sla]
 * @property {string[]} [tags]
 * @property {{id: string, name: string|null, blocked: boolean}} [contact]
 *
 * @typedef {object} Sla  the service level that runs
 * @property {"first_response"|"next_response"|"resolution"} clock
 * @property {string} due_at
 * @property {"running"|"warned"|"breached"|"paused"} state
 *
 * @typedef {Record<Section, Card[]>} Queue
 *
 * @typedef {object} Trace  what the bot made of a customer's message
 * @property {string} [outcome]  answered, handed_off, apologised, superseded
 * @property {string|null} intent
 * @property {number|string|null} confidence  0 to 1
 * @property {{name: string, confidence: number|string}[]} [ranking]
 * @property {string[]} [actions]
 * @property {string} [rule]  that answered
 * @property {number} [milliseconds]
 * @property {string|null} [error]
 *
 * @typedef {object} Message
 * @property {number} seq
 * @property {Author} author
 * @property {string} [name]
 * @property {string} text
 * @property {{title: string, payload: string}[]} [buttons]
 * @property {string} [payload] of the button that the customer has tapped
 * @property {string} at
 * @property {string} [client_id]
 * @property {Trace} [trace]
 * @property {Delivery} [delivery]
 * @property {string} [trouble]  what the provider said of one that is not delivered, or not yet
 * @property {OrderCard|ListCard} [card]  beside the text, which is complete without it
 * @property {import("/desk/files.js").Stored[]} [files]
 *
 * @typedef {{title: string, description?: string, payload: string}} Choice  something to tap
 * @typedef {{kind: "list", title: string, rows: Choice[]}} ListCard
 *
 * @typedef {object} OrderCard  as `sahay/domain/card.py` has it
 * @property {"order"} kind
 * @property {string} title
 * @property {string} state
 * @property {string[]} lines
 * @property {{title: string, done: boolean}[]} steps
 * @property {{amount: string, currency: string}|null} total
 * @property {string|null} expected  a day, as 2026-11-22
 * @property {string|null} image  a path on our server
 * @property {Choice[]} actions
 *
 * @typedef {object} Note  for colleagues only
 * @property {string} id
 * @property {number} after_seq  the message that it stands behind
 * @property {Agent} author
 * @property {string} text  a mention is `@[Name](id)`
 * @property {string[]} mentions
 * @property {string} at
 *
 * @typedef {"open"|"in_progress"|"solved"|"closed"} TicketState
 *
 * @typedef {object} Ticket  a matter that a person will deal with
 * @property {string} reference  what the customer was told
 * @property {string} kind
 * @property {string} priority
 * @property {TicketState} state
 * @property {string} text
 * @property {string} conversation_id
 * @property {string} language
 * @property {string|null} order_number
 * @property {string} respond_by  the promised moment
 *
 * @typedef {object} OwnerChange
 * @property {string} at
 * @property {string} action  claim, resolve, ...
 * @property {Owner} from
 * @property {Owner} to
 * @property {string|null} by  the agent's name, or nothing for the bot and the system
 * @property {string|null} reason
 * @property {string|null} [receiver]  the name of the agent who has it now
 * @property {string|null} [team]
 * @property {string|null} [detail]  of a list: the reason of a resolve, the next step of a return
 *
 * @typedef {object} Known
 * @property {string} language
 * @property {string} channel
 * @property {string|null} intent
 * @property {number|string|null} confidence
 * @property {string|null} order
 * @property {string|null} reason
 * @property {Record<string, unknown>} slots
 *
 * @typedef {object} Contact  the customer, over all channels
 * @property {string} id
 * @property {string|null} name
 * @property {string|null} email
 * @property {string|null} phone
 * @property {boolean} blocked
 * @property {string[]} languages
 * @property {string[]} channels
 * @property {{id: string, at: string, channel: string, owner: Owner, topic: string|null, rating: number|{score: number}|null}[]} conversations
 * @property {{number: string, state: string, placed_at: string, total?: number}[]} orders
 * @property {boolean} [orders_known]  whether the shop could be asked
 * @property {boolean} [verified]  logged in at the shop
 * @property {{id: string, name: string|null}[]} [merged]  contacts that are parts of this one
 * @property {{reference: string, kind: string, state: string}[]} tickets
 * @property {string[]} [tags]
 *
 * @typedef {object} Dossier  one conversation with everything around it
 * @property {Card} conversation
 * @property {Known} known
 * @property {Message[]} messages
 * @property {OwnerChange[]} events
 * @property {Note[]} [notes]
 * @property {{channel?: string, closes_at: string|null, template?: boolean}} [composer]  where an answer goes; until
 *   when one may write, where the channel has a window; then only as a template, where there is one
 * @property {Contact|null} [contact]
 * @property {{score: number, comment: string|null, at: string}|null} [rating]
 */

export {};
