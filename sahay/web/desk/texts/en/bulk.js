/** English: what is done to many conversations at once. */

export default {
  pick: "Select {customer}",
  bulk: "Select several",
  bulk_count: { one: "One selected", other: "{count} selected" },
  bulk_all: "All in the list",
  bulk_assign: "Assign",
  bulk_priority: "Priority",
  bulk_tag: "Add a tag",
  bulk_resolve: "Resolve",
  bulk_assign_title: { one: "Assign one conversation", other: "Assign {count} conversations" },
  bulk_priority_title: { one: "Priority of one conversation", other: "Priority of {count} conversations" },
  bulk_tag_title: { one: "Tag one conversation", other: "Tag {count} conversations" },
  bulk_resolve_title: { one: "Resolve one conversation?", other: "Resolve {count} conversations?" },
  bulk_resolve_sure: "Those who wait are told that their conversation has ended.",
  bulk_assign_to: "To",
  bulk_missing: "Choose one first.",
  bulk_done: { one: "One conversation changed.", other: "{count} conversations changed." },
  bulk_some: {
    one: "One of {all} could not be changed; it is still selected.",
    other: "{count} of {all} could not be changed; they are still selected.",
  },
  bulk_queue: "To the queue",
  bulk_queue_title: {
    one: "Put one conversation back into the queue?",
    other: "Put {count} conversations back into the queue?",
  },
  bulk_queue_sure: "The agents who have them lose them; the customers wait again.",
  bulk_block: "Block",
  bulk_block_title: { one: "Block one customer?", other: "Block the customers of {count} conversations?" },
  bulk_block_sure: "What they write is kept, but nobody answers it.",
};
