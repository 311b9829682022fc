"""WhatsApp, by Meta's Cloud API. README.md says how a shop is connected."""
