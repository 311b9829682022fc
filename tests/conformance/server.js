// telegram-test-api (npm) as a server of its own. It answers with the request's own strings where the Bot API has
// objects, and counts milliseconds where that has seconds: what it says of a sent message is put right here.
const TelegramServer = require("telegram-test-api");

class Server extends TelegramServer {
  addBotMessage(message, token) {
    const { message_id, date, chat, text } = super.addBotMessage(message, token);
    return { message_id, date: Math.floor(date / 1000), chat, text };
  }
}

const server = new Server({ port: Number(process.argv[2]), storeTimeout: 3600 });
server.start().then(() => console.log("ready"));
