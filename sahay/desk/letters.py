"""The mail with the link by which somebody chooses a password."""

from sahay.desk.invitations import Invitation
from sahay.desk.sessions import fingerprint
from sahay.mail import Mail, Outbox
from sahay.mail.texts import MailTexts


class Letters:
    """`language` is that of who has none set, `shop` the name that mails are signed with."""

    def __init__(self, mails: Outbox, texts: MailTexts, language: str, shop: str) -> None:
        self._mails = mails
        self._texts = texts
        self._language = language
        self._shop = shop

    async def send(self, invitation: Invitation, link: str) -> None:
        agent = invitation.agent
        language = next(iter(agent.languages), self._language)
        values = {"name": agent.name, "link": link, "shop": self._shop}
        written = self._texts.write("mail_invitation", language, **values)
        mail = Mail("invitation", agent.email, written.subject, written.text, language, until=invitation.expires_at)
        await self._mails.put(mail, key=f"invitation:{fingerprint(invitation.token)}")
