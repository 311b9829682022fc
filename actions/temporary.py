class NoIdentities:
    async def of(self, conversation_id, now):  # type: ignore
        return None
