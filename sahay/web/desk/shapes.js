/**
 * What the desk API sends, as types for editors and for `tsc --checkJs`. No code.
 *
 * @typedef {"bot"|"queued"|"agent"|"resolved"|"snoozed"} Owner
 * @typedef {"customer"|"bot"|"agent"|"system"} Author
 * @typedef {"pending"|"sent"|"failed"} Delivery  of a message on its way to the customer
 * @typedef {"queued"|"mine"|"others"|"recent"} Section  of the list
 * @typedef {"claim"|"resolve"|"return"} Verb  what an agent can do with a conversation
 *
 * @typedef {object} Agent
 * @property {string} id
 * @property {string} name
 * @property {string} [email]  known of oneself only
 * @property {"agent"|"supervisor"|"admin"} [role]
 *
 * @typedef {"read"|"work"|"lead"|"reports"|"teach"|"people"|"connect"|"privacy"} Permission
 * @typedef {{agent: Agent, permissions: Permission[], csrf_token: string}} Session
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
 *
 * @typedef {Record<Section, Card[]>} Queue
 *
 * @typedef {object} Trace  what the bot made of a customer's message
 * @property {string} [outcome]  answered, handed_off, apologised, superseded
 * @property {string|null} intent
 * @property {number|string|null} confidence  0 to 1
 * @property {{name: string, confidence: number|string}[]} [ranking]
 * @property {string[]} [actions]
 * @property {number} [milliseconds]
 * @property {string|null} [error]
 *
 * @typedef {object} Message
 * @property {number} seq
 * @property {Author} author
 * @property {string} [name]
 * @property {string} text
 * @property {{title: string, payload: string}[]} [buttons]
 * @property {string} at
 * @property {string} [client_id]
 * @property {Trace} [trace]
 * @property {Delivery} [delivery]
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
 * @typedef {{conversation: Card, known: Known, messages: Message[], events: OwnerChange[]}} Dossier
 */

export {};
