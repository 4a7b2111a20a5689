package org.as2gateway.transport.sftp;

import java.util.List;
import java.util.Optional;
import org.as2gateway.delivery.gate.UploadNames;
import org.as2gateway.registry.partnerships.NameTemplate;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.files.OutgoingFile;

/**
 * What files are called on the servers of partners, decided once for each: a template that changes
 * meanwhile does not make a second file of one. Table {@code sftp_name}. Safe for many threads.
 */
final class JdbcUploadNames {
  private static final List<String> PGP_ENDINGS = List.of(".pgp", ".gpg", ".asc");
  private final Database database;

  /** Kept in that database. */
  JdbcUploadNames(Database database) {
    this.database = database;
  }

  /** Why a file of the message has no name that may be used; empty if all have one. */
  Optional<String> fault(MessageRecord message, Partnership partnership) {
    List<String> paths = UploadNames.of(message, partnership);
    for (int i = 0; i < paths.size(); i++) {
      if (known(message.id(), i).isEmpty()) {
        Optional<String> why = NameTemplate.fault(paths.get(i));
        if (why.isPresent()) {
          return Optional.of(
              "gw.sftp_name makes the name '%s' of '%s', and %s: change it, or cancel the message"
                  .formatted(paths.get(i), message.payloads().get(i).filename(), why.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The path of a file below the folder of the URL; {@link #fault} has found nothing. */
  String path(MessageRecord message, int index, Partnership partnership, OutgoingFile file) {
    Optional<String> known = known(message.id(), index);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> paths = UploadNames.of(message, partnership);
    String path = paths.isEmpty() ? file.name() : withEnding(paths.get(index), file);
    return remember(message.id(), index, path);
  }

  private static String withEnding(String path, OutgoingFile file) {
    boolean hasOne = PGP_ENDINGS.stream().anyMatch(path::endsWith);
    return hasOne ? path : path + file.name().substring(file.payload().filename().length());
  }

  private Optional<String> known(String message, int index) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT path FROM sftp_name WHERE message = ? AND payload_index = ?")
                .bind(0, message)
                .bind(1, index)
                .mapTo(String.class)
                .findOne());
  }

  private String remember(String message, int index, String path) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO sftp_name (message, payload_index, path) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                message,
                index,
                path));
    return known(message, index).orElse(path);
  }
}
