package org.as2gateway.admin.connections;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.pdx.JdbcPdxFiles;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.sftp.LeftFile;
import org.jspecify.annotations.Nullable;

/** Documents about accounts of PDX, and files that stay on servers. */
final class ConnectionsJson {
  private ConnectionsJson() {}

  /** All accounts. */
  @Description("The accounts of PDX, by partnership.")
  record PdxAccountsJson(List<PdxAccountJson> accounts) {}

  /** An account. */
  @Description("How an account of PDX is.")
  record PdxAccountJson(
      String partnership,
      String user,
      @Description("host and port") String server,
      String environment,
      @Description("last call that PDX answered as expected") Instant lastUse,
      @Description("not used for so long that USPS may deactivate it") boolean lapsing,
      @Description("what went wrong with the last call; null if nothing did")
          @Nullable PdxTroubleJson trouble,
      @Description(value = "requests of the last hour, since the gateway started", minimum = 0)
          int requests,
      @Description(value = "how many it may make in an hour", minimum = 1) int mostRequests) {
    static PdxAccountJson of(PdxDesk.Status status) {
      return new PdxAccountJson(
          status.partnership(),
          status.user(),
          status.server(),
          status.environment(),
          status.lastUse(),
          status.isLapsing(),
          status
              .trouble()
              .map(t -> new PdxTroubleJson(t.text(), t.kind().remedy(), t.at()))
              .orElse(null),
          status.used(),
          status.mostRequests());
    }
  }

  /** What is wrong. */
  @Description("What went wrong with the last call, and what to do.")
  record PdxTroubleJson(String text, String remedy, Instant at) {}

  /** What a check came to. */
  @Description("What a check of an account came to.")
  record PdxCheckJson(boolean good, @Description("for people") String text) {}

  /** Files that PDX offered. */
  @Description("The files that PDX offered on a partnership, newest first.")
  record PdxFilesJson(List<PdxFileJson> files) {}

  /** A file that PDX offered. */
  @Description("A file that PDX offered.")
  record PdxFileJson(
      String id,
      @Nullable String filename,
      @Description("as PDX gives it; its zone is not published") @Nullable String created,
      @Description("elsewhere: somebody had downloaded it before; it is left alone")
          JdbcPdxFiles.State state,
      @Description("why it was not taken, or what does not fit") @Nullable String note,
      @Description("id of the message that it became; null if none") @Nullable String message) {
    static PdxFileJson of(JdbcPdxFiles.Kept kept) {
      return new PdxFileJson(
          kept.file().id(),
          kept.file().filename().orElse(null),
          kept.file().createdTime().orElse(null),
          kept.state(),
          kept.note().isEmpty() ? null : kept.note(),
          kept.message().orElse(null));
    }
  }

  /** Files on servers of partners. */
  @Description("Files that stay on the SFTP servers of partners, as the last looks found them.")
  record LeftFilesJson(List<LeftFileJson> files) {
    static LeftFilesJson of(List<LeftFile> files) {
      return new LeftFilesJson(files.stream().map(LeftFileJson::of).toList());
    }
  }

  /** One of them. */
  @Description("A file that stays on the SFTP server of a partner.")
  record LeftFileJson(
      String partnership,
      String filename,
      @Description(minimum = 0) long bytes,
      @Description("by the clock of the server") Instant modified,
      @Description("code of why it is left; null if it waits for a second look")
          @Nullable String reason,
      @Description("the same for people, with what to do") String text,
      Instant seenAt) {
    static LeftFileJson of(LeftFile file) {
      return new LeftFileJson(
          file.partnership(),
          file.name(),
          file.bytes(),
          file.modified(),
          file.reason().map(Reason::code).orElse(null),
          file.text(),
          file.seenAt());
    }
  }
}
