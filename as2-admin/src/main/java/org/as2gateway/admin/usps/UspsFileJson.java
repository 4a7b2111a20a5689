package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.UspsFile;
import org.as2gateway.usps.owners.MailerIds;
import org.jspecify.annotations.Nullable;

/** A file that goes to USPS, as the API writes it. */
@Description(
    "A file that goes to USPS. 'received' says that its bytes arrived, not that USPS accepted it.")
record UspsFileJson(
    @Description("electronic file number") String efn,
    String partnership,
    FileState state,
    @Description("mailer ID of the header") String mid,
    @Description("whose mailer ID that is, if it is listed") @Nullable String owner,
    int pieces,
    int accepted,
    @Description("rejected and not accepted since") int rejected,
    @Description("pieces with any scan") int scanned,
    int delivered,
    int returned,
    int exceptions,
    @Description("ids of the messages, the oldest first") List<String> messages,
    @Description("as given, YYYYMMDD, local to the place of entry") String mailingDate,
    @Description("as given, HHMMSS") String mailingTime,
    Instant createdAt,
    @Nullable Instant sentAt,
    @Nullable Instant receivedAt,
    @Description("proof of that: mdn, or http if no receipt was requested")
        @Nullable String receivedBy,
    @Nullable Instant answeredAt,
    @Description("name of the answer file, or of the user who marked the file")
        @Nullable String answeredBy,
    @Description("YYYYMMDDHHMM, local to the facility, not converted") @Nullable String firstScan,
    @Description("YYYYMMDDHHMM, local to the facility, not converted") @Nullable String lastScan,
    Instant changedAt) {
  static UspsFileJson of(UspsFile file, List<String> messages, MailerIds owners) {
    String mid = file.header().mailerId();
    return new UspsFileJson(
        file.efn(),
        file.partnership(),
        file.state(),
        mid,
        owners.owner(mid).orElse(null),
        file.pieces(),
        file.answered().accepted(),
        file.answered().rejected(),
        file.scans().scanned(),
        file.scans().delivered(),
        file.scans().returned(),
        file.scans().exceptions(),
        messages,
        file.header().date(),
        file.header().time(),
        file.times().created(),
        file.times().sent(),
        file.times().received(),
        file.times().receivedBy(),
        file.answered().at(),
        file.answered().by(),
        file.scans().first(),
        file.scans().last(),
        file.times().changed());
  }
}
