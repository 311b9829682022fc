/** `<desk-connections-channels>`: where customers write besides the website, a card for each channel. */

import { ChannelCard } from "/desk/connections-channel.js";
import { Section } from "/desk/connections-section.js";
import { h, reconcile } from "/desk/element.js";
import { t } from "/desk/language.js";

/** @typedef {{public_url: string|null, channels: import("/desk/connections-channel.js").Channel[]}} Told */

export class Channels extends Section {
  #list = h("div", { class: "connection-list" });

  begin() {
    this.frame(t("channels"), t("channels_hint"), this.#list);
    this.listen(this.#list, "changed", () => this.load());
    super.begin();
  }

  fetch() {
    return this.desk.api.get("/channels");
  }

  show() {
    const { channels, public_url: publicUrl } = /** @type {Told} */ (this.told);
    const lonely = channels.every(({ health }) => !health);
    reconcile(
      this.#list,
      channels,
      ({ name }) => name,
      () => Object.assign(new ChannelCard(), { desk: this.desk, publicUrl, explains: lonely }),
      (node, channel) => /** @type {ChannelCard} */ (node).show(channel),
    );
  }
}

customElements.define("desk-connections-channels", Channels);
