package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxNames;

/**
 * Chooses the names under which the payloads of a message will lie in the inbox: cleaned and
 * numbered, or the sender's own where the partnership keeps names, and then a name that cannot be
 * had is a refusal (draft-ietf-ediint-rfc4130bis §8.5.4).
 */
final class InboxNaming {
  private final MessageLog messages;
  private final InboxNames names;

  InboxNaming(MessageLog messages, InboxNames names) {
    this.messages = messages;
    this.names = names;
  }

  /** Reserves a name for each payload until the stage is closed; says so if that cannot be. */
  Optional<Refusal> reserve(ReceivedMessage message, ReadOutcome.Opened opened, Stage stage)
      throws IOException {
    boolean isKept = message.partnership().message().keepsFilenames();
    String partner = message.partnership().sender().name();
    String folder = HomeFolders.folderName(partner);
    for (String label : labels(message, opened)) {
      if (isKept && !label.equals(names.name(label))) {
        return Optional.of(refusal(ErrorWord.ILLEGAL_FILENAME, label, opened));
      }
      boolean isHad =
          stage.reserve(partner, label, isKept, name -> messages.isInboxNameReserved(folder, name));
      if (!isHad) {
        return Optional.of(refusal(ErrorWord.DUPLICATE_FILENAME, label, opened));
      }
    }
    return Optional.empty();
  }

  private static Refusal refusal(ErrorWord word, String label, ReadOutcome.Opened opened) {
    String cause =
        word == ErrorWord.DUPLICATE_FILENAME
            ? "a file named '" + label + "' is in the inbox, and gw.keep_filenames is set"
            : "no file here can be named '" + label + "', and gw.keep_filenames is set";
    return Refusal.of(Disposition.error(word), Reason.ofRefusal(word), cause, opened);
  }

  /** The names the partner gives; our id where it gives none. */
  static List<String> labels(ReceivedMessage message, ReadOutcome.Opened opened) {
    List<String> labels = new ArrayList<>();
    for (ReadOutcome.Payload payload : opened.payloads()) {
      labels.add(payload.filename().orElse(message.id()));
    }
    return labels;
  }
}
